package dev.nostro.bench;

import java.time.Duration;

/// The part of a run that is measured: what comes before is warm-up and counts only for the proof.
record Window(Duration leadIn, Duration measured) {

    Window {
        if (leadIn.isNegative() || !measured.isPositive()) {
            throw new IllegalArgumentException("no window: " + leadIn + ", " + measured);
        }
    }

    /// Measures `seconds` after a fifth of that, at least one second.
    static Window of(int seconds) {
        Duration measured = Duration.ofSeconds(seconds);
        return new Window(Duration.ofMillis(Math.max(1000, measured.toMillis() / 5)), measured);
    }
}
