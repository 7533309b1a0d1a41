package dev.nostro.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// A lane's measurements, one for each round so far.
final class Row {
    private final Lane.Name name;
    private final List<Measurement> rounds = new ArrayList<>();

    Row(Lane.Name name) {
        this.name = name;
    }

    void add(Measurement measurement) {
        rounds.add(measurement);
    }

    Lane.Name name() {
        return name;
    }

    List<Measurement> rounds() {
        return rounds;
    }

    Spread of(ToDoubleFunction<Measurement> figure) {
        return Spread.of(rounds.stream().map(figure::applyAsDouble).toList());
    }

    /// The median of a figure that cannot always be known.
    OptionalDouble known(Function<Measurement, OptionalDouble> figure) {
        var known =
                rounds.stream()
                        .map(figure)
                        .filter(OptionalDouble::isPresent)
                        .map(OptionalDouble::getAsDouble)
                        .toList();
        return known.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Spread.of(known).median());
    }

    /// The longest of all answers.
    double max() {
        return of(round -> round.latency().max()).max();
    }

    long errors() {
        return rounds.stream().mapToLong(Measurement::errors).sum();
    }

    /// The most memory of all rounds, in millions of bytes.
    OptionalDouble peakMegabytes() {
        return rounds.stream()
                .flatMapToLong(round -> round.peakMemory().stream())
                .mapToDouble(bytes -> bytes / 1e6)
                .max();
    }

    /// How this rate compares with another's in the same round: the machine's speed drifts, so
    /// neighbours are compared, not medians.
    Spread ratio(Row other) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(rounds.size(), other.rounds.size()); i++) {
            ratios.add(rounds.get(i).rate() / other.rounds.get(i).rate());
        }
        return Spread.of(ratios);
    }
}
