package dev.nostro.bench;

/// Called where the measured window begins and where it ends.
interface Probe {

    void begin();

    void end();

    /// Measures nothing.
    static Probe none() {
        return new Probe() {
            @Override
            public void begin() {}

            @Override
            public void end() {}
        };
    }
}
