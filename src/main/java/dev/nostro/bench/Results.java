package dev.nostro.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Everything that was measured, row by row.
final class Results {
    /// The kernel's own work and what always runs stay below this.
    static final double QUIET = 0.1;

    private final Map<Lane.Name, Row> rows = new LinkedHashMap<>();

    void add(Lane.Name name, Measurement measurement) {
        rows.computeIfAbsent(name, Row::new).add(measurement);
    }

    List<Row> rows() {
        return new ArrayList<>(rows.values());
    }

    Optional<Row> row(Case of, String variant) {
        return rows.values().stream()
                .filter(row -> row.name().of() == of && row.name().variant().equals(variant))
                .findFirst();
    }

    /// The raw limit: whichever size of batches has done more.
    Optional<Row> rawLimit() {
        return rows.values().stream()
                .filter(row -> row.name().of() == Case.RAW)
                .max(Comparator.comparingDouble(row -> row.of(Measurement::rate).median()));
    }

    /// The largest part of the machine, between 0 and 1, that anything else took; the median of a
    /// row's rounds.
    double others() {
        return rows.values().stream()
                .flatMapToDouble(row -> row.known(m -> m.cpu().others()).stream())
                .max()
                .orElse(0);
    }

    /// The most memory that a node of the service itself has had, in millions of bytes.
    OptionalDouble peakMegabytes() {
        return rows.values().stream()
                .filter(row -> row.name().variant().equals(Lanes.SERVICE))
                .flatMapToDouble(row -> row.peakMegabytes().stream())
                .max();
    }
}
