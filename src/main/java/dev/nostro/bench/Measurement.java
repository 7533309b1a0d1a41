package dev.nostro.bench;

import java.util.OptionalLong;

/// What one round of one lane came to. Latencies are milliseconds, CPU is microseconds for one
/// operation, memory is bytes; what cannot be known is empty.
record Measurement(
        double rate, Latency latency, long errors, Meter.Cost cpu, OptionalLong peakMemory) {

    /// Percentiles of the round, and its slowest answer.
    record Latency(double p50, double p99, double p999, double max) {}

    static Measurement of(Tally tally, Meter meter) {
        var latency =
                new Latency(
                        tally.millisAt(50),
                        tally.millisAt(99),
                        tally.millisAt(99.9),
                        tally.maxMillis());
        return new Measurement(
                tally.rate(),
                latency,
                tally.errors(),
                meter.each(tally.operations()),
                meter.peakMemory());
    }

    /// A duration alone, in seconds: it stands where rates stand.
    static Measurement seconds(double seconds, Meter meter) {
        return new Measurement(
                seconds, new Latency(0, 0, 0, 0), 0, Meter.Cost.UNKNOWN, meter.peakMemory());
    }
}
