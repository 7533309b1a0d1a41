package dev.nostro.bench;

import java.util.Arrays;
import java.util.Collection;

/// A figure of several rounds: the median, and between what it lay.
record Spread(double median, double min, double max) {

    /// `figures` may not be empty. Of an even number the median is the mean of the middle two.
    static Spread of(Collection<Double> figures) {
        double[] sorted = figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("no figures, no median");
        }
        int middle = sorted.length / 2;
        double median =
                sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], Arrays.stream(sorted).max().orElseThrow());
    }
}
