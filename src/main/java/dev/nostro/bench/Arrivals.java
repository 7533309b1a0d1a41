package dev.nostro.bench;

/// When the next request is due, in the nanoseconds of one clock.
///
/// The closed model sends when a connection is free, so it measures capacity; the open model sends
/// at a fixed rate whatever comes back, and its latencies count from the intended time, so that a
/// stall is felt by every request that it delays and nothing is omitted in coordination with it.
sealed interface Arrivals {

    /// Whether a request is due at `now`.
    boolean due(long now);

    /// Takes the next request that is due and tells since when its latency counts.
    long take(long now);

    /// How long nothing is due, in nanoseconds; zero or less when something is.
    long idleFor(long now);

    /// A request is due whenever it is asked for.
    record Closed() implements Arrivals {

        @Override
        public boolean due(long now) {
            return true;
        }

        @Override
        public long take(long now) {
            return now;
        }

        @Override
        public long idleFor(long now) {
            return 0;
        }
    }

    /// The k-th request is due at `begin + k / rate`, exactly: rounding does not add up.
    final class Open implements Arrivals {
        private final long begin;
        private final double interval;
        private long taken;

        Open(long begin, double perSecond) {
            if (!(perSecond > 0)) {
                throw new IllegalArgumentException("rate " + perSecond + " is not positive");
            }
            this.begin = begin;
            this.interval = 1e9 / perSecond;
        }

        @Override
        public boolean due(long now) {
            return intended() - now <= 0;
        }

        @Override
        public long take(long now) {
            long intended = intended();
            taken++;
            return intended;
        }

        @Override
        public long idleFor(long now) {
            return intended() - now;
        }

        private long intended() {
            return begin + (long) (taken * interval);
        }
    }
}
