package dev.nostro.bench;

import dev.nostro.bench.Movements.Footing;
import java.io.IOException;

/// Where the state of the bench's accounts is read from when nothing is under way.
interface Books {

    /// Tells every account of the bench.
    void read(Reader reader) throws IOException;

    /// Is told one account after the other.
    interface Reader {
        void account(String id, Footing footing);
    }
}
