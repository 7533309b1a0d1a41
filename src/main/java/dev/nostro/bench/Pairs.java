package dev.nostro.bench;

/// Which accounts the n-th transfer moves money between, by their place in the population.
interface Pairs {

    int from(long n);

    int to(long n);

    /// Any account to any other.
    static Pairs uniform(int accounts) {
        return new Pairs() {
            @Override
            public int from(long n) {
                return pick(n, accounts);
            }

            @Override
            public int to(long n) {
                return (from(n) + 1 + pick(~n, accounts - 1)) % accounts;
            }
        };
    }

    /// One account pays every transfer.
    static Pairs payingFrom(int hot, int accounts) {
        return new Pairs() {
            @Override
            public int from(long n) {
                return hot;
            }

            @Override
            public int to(long n) {
                return pick(n, accounts);
            }
        };
    }

    /// One account receives every transfer.
    static Pairs payingTo(int hot, int accounts) {
        return new Pairs() {
            @Override
            public int from(long n) {
                return pick(n, accounts);
            }

            @Override
            public int to(long n) {
                return hot;
            }
        };
    }

    /// Any of the first ones pays any of those from `first` on.
    static Pairs between(int accounts, int first, int count) {
        return new Pairs() {
            @Override
            public int from(long n) {
                return pick(n, accounts);
            }

            @Override
            public int to(long n) {
                return first + pick(~n, count);
            }
        };
    }

    /// One account pays any of those from `first` on.
    static Pairs payingAbroad(int hot, int first, int count) {
        return new Pairs() {
            @Override
            public int from(long n) {
                return hot;
            }

            @Override
            public int to(long n) {
                return first + pick(n, count);
            }
        };
    }

    /// Accounts from `first` on pay: those have nothing.
    static Pairs payingFromEmpty(int first, int count, int accounts) {
        return new Pairs() {
            @Override
            public int from(long n) {
                return first + pick(n, count);
            }

            @Override
            public int to(long n) {
                return pick(~n, accounts);
            }
        };
    }

    /// A number below `bound` that depends on n alone (the finalizer of SplitMix64).
    static int pick(long n, int bound) {
        long z = n * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return (int) Long.remainderUnsigned(z ^ (z >>> 31), bound);
    }
}
