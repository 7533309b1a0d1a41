package dev.nostro.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.OptionalLong;

/// The raw limit as a row of the table, with the same proof as any other.
///
/// @param batch transfers in one call
record RawLane(Name name, HttpLane.Target target, RawLimit raw, int batch) implements Lane {

    @Override
    public Measurement measure(Window window)
            throws IOException, SQLException, InterruptedException, Mismatch {
        var nobody = new Endpoint(target.node().url(), OptionalLong.empty());
        var meter = new Meter(target.site(), nobody);
        Tally tally = raw.run(batch, window, meter);
        target.population().prove(target.books());
        return Measurement.of(tally, meter);
    }
}
