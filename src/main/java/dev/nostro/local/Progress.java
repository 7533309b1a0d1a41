package dev.nostro.local;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/// Tells what happens, with the seconds since the beginning.
final class Progress {

    private final PrintStream out;
    private final long begun = System.nanoTime();

    Progress(PrintStream out) {
        this.out = out;
    }

    void step(String what) {
        out.printf(Locale.ROOT, "%5.1f s  %s%n", seconds(), what);
        out.flush();
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }

    double seconds() {
        return Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0;
    }
}
