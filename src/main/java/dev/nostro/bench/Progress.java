package dev.nostro.bench;

import java.io.PrintStream;
import java.util.Locale;

/// Tells what is going on, one line for each step, on a stream beside the results.
final class Progress {
    private final PrintStream out;

    Progress(PrintStream out) {
        this.out = out;
    }

    void step(String what) {
        out.println("· " + what + " …");
    }

    void measured(int round, int rounds, Lane.Name name, Measurement measurement) {
        String unit = name.of() == Case.START ? "s" : "/s";
        out.printf(
                Locale.ROOT,
                "· %d/%d  %-12s %-18s %,10.1f %s, p99 %.2f ms%n",
                round,
                rounds,
                name.of().label(),
                name.variant(),
                measurement.rate(),
                unit,
                measurement.latency().p99());
    }
}
