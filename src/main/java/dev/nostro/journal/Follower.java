package dev.nostro.journal;

import dev.nostro.ledger.Ticker;
import dev.nostro.region.NostroConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Has the journal numbered, a moment behind the commits. Every node runs one; the database's lock
/// lets one of them work at a time, so whichever node is left goes on.
@Singleton
final class Follower {

    private final Journal journal;
    private final Duration every;
    private @Nullable Ticker ticker;

    Follower(Journal journal, NostroConfig config) {
        this.journal = journal;
        this.every = config.journal().every();
    }

    void start(@Observes StartupEvent event) {
        ticker = Ticker.start("journal", every, journal::number);
    }

    void stop(@Observes ShutdownEvent event) {
        if (ticker != null) {
            ticker.close();
        }
    }
}
