package dev.nostro.it;

import java.util.List;
import java.util.stream.Stream;

/// What a node counts, read from its metrics.
record Meter(Client node) {

    /// Failed attempts at a batch of these kinds.
    long failures(String... kinds) {
        List<String> names =
                Stream.of(kinds)
                        .map(kind -> "nostro_batch_failures_total{kind=\"" + kind + "\"}")
                        .toList();
        return lines().filter(line -> names.stream().anyMatch(line::startsWith))
                .mapToLong(Meter::read)
                .sum();
    }

    /// The value of the one metric with this name and these labels.
    long value(String name) {
        return lines().filter(line -> line.startsWith(name + " "))
                .mapToLong(Meter::read)
                .findFirst()
                .orElseThrow();
    }

    private Stream<String> lines() {
        return node.get("/q/metrics").body().lines();
    }

    private static long read(String line) {
        return (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }
}
