package dev.nostro.bench;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/// What one run counted: latencies in microseconds and operations inside the measured window, and
/// the requests whose effect is not known yet.
final class Tally {
    /// Longer than any answer may take; a later one is counted as this long.
    private static final long LONGEST_MICROS = 120_000_000;

    private final Histogram latencies = new Histogram(LONGEST_MICROS, 3);
    private final List<Long> unanswered = new ArrayList<>();
    private long operations;
    private long errors;
    private long allOperations;
    private double seconds;

    void answered(Traffic traffic, long number, int good, boolean measured) {
        int wrong = traffic.weight() - Math.max(0, good);
        if (good == Traffic.UNKNOWN) {
            unanswered.add(number);
        }
        allOperations += Math.max(0, good);
        errors += wrong;
        if (measured) {
            operations += Math.max(0, good);
        }
    }

    /// Counts operations that ended as they should without any traffic to ask.
    void posted(int count, boolean measured) {
        allOperations += count;
        if (measured) {
            operations += count;
        }
    }

    void latency(long nanos) {
        latencies.recordValue(Math.clamp(nanos / 1000, 0, LONGEST_MICROS));
    }

    void unsent(long operationsNeverSent) {
        errors += operationsNeverSent;
    }

    void measuredFor(double measuredSeconds) {
        seconds = measuredSeconds;
    }

    /// Operations that ended as they should, in each measured second.
    double rate() {
        return operations / seconds;
    }

    long operations() {
        return operations;
    }

    /// Every operation that ended as it should, warm-up and drain included.
    long allOperations() {
        return allOperations;
    }

    long errors() {
        return errors;
    }

    List<Long> unanswered() {
        return unanswered;
    }

    double millisAt(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1000.0;
    }

    double maxMillis() {
        return latencies.getMaxValue() / 1000.0;
    }
}
