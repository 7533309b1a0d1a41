package dev.nostro.bench;

import java.io.IOException;

/// Seconds from nothing to ready: PostgreSQL unpacked and created, the schema made, the node up.
record StartLane(Name name) implements Lane {

    @Override
    public Measurement measure(Window window) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        try (OwnSite site = OwnSite.start()) {
            long end = System.nanoTime();
            return Measurement.seconds((end - begin) / 1e9, new Meter(site, site.service()));
        }
    }
}
