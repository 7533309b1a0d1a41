package dev.nostro.bench;

import java.io.IOException;

/// Seconds from an empty folder to ready: PostgreSQL created, the schema made, the node up.
///
/// @param site another one is started beside it
record StartLane(Name name, OwnSite site) implements Lane {

    @Override
    public Measurement measure(Window window) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        try (OwnSite fresh = site.startAnother()) {
            long end = System.nanoTime();
            return Measurement.seconds((end - begin) / 1e9, new Meter(fresh, fresh.service()));
        }
    }
}
