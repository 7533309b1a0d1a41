package dev.nostro.bench;

import java.io.IOException;
import java.util.function.LongSupplier;

/// Open model: requests arrive at a part of the capacity, whatever comes back.
///
/// @param part of the capacity, between 0 and 1
record OpenLoad(
        int connections, Traffic traffic, LongSupplier numbers, double part, Capacity capacity)
        implements HttpLane.Load {

    @Override
    public Tally run(LoadLoop loop, Window window, Probe probe) throws IOException {
        double full = capacity.known() ? capacity.rate() : capacity.find(loop);
        return loop.open(part * full, window, probe);
    }

    /// What the service can do at 64 connections, as measured last.
    static final class Capacity {
        private static final int SECONDS = 3;
        private double rate;

        void measured(double newRate) {
            rate = newRate;
        }

        boolean known() {
            return rate > 0;
        }

        double rate() {
            return rate;
        }

        private double find(LoadLoop loop) throws IOException {
            rate = loop.closed(Window.of(SECONDS), Probe.none()).rate();
            return rate;
        }
    }
}
