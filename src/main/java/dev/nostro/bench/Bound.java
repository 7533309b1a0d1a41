package dev.nostro.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// A figure that is promised, beside the one that was measured.
///
/// @param measured the median of the rounds
/// @param limit what is promised: at least this much, or at most
record Bound(String what, double measured, double limit, boolean atLeast, String unit) {

    boolean reached() {
        return atLeast ? measured >= limit : measured <= limit;
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%-11s  %-58s %s %s %s, measured %s",
                reached() ? "reached" : "NOT REACHED",
                what,
                atLeast ? "≥" : "≤",
                number(limit),
                unit,
                number(measured));
    }

    private static String number(double value) {
        return value >= 100
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }

    /// Every promise whose figures are among the results.
    static List<Bound> of(Results results) {
        var bounds = new Collector(results);
        bounds.least(Case.UNIFORM_64, "single transfers, 64 connections", 10_000);
        bounds.most(Case.UNIFORM_64, "single transfers, 64 connections, p99", 25, Bound::p99);
        bounds.times(
                "single transfers, 64 connections, to batch bound 1",
                5,
                results.row(Case.UNIFORM_64, Lanes.SERVICE),
                results.row(Case.UNIFORM_64, Lanes.ONE_BY_ONE));
        bounds.times(
                "single transfers, 64 connections, to the raw limit",
                0.6,
                results.row(Case.UNIFORM_64, Lanes.SERVICE),
                results.rawLimit());
        bounds.times(
                "batch endpoint to the raw limit",
                0.75,
                results.row(Case.BATCH, Lanes.SERVICE),
                results.rawLimit());
        bounds.least(Case.HOT_FROM, "one account pays every transfer", 5_000);
        bounds.most(Case.UNIFORM_1, "one connection, p50", 4, m -> m.latency().p50());
        bounds.times(
                "1,000,000 accounts and 10,000,000 postings to 10,000 and 0",
                0.8,
                results.row(Case.GROWTH, Lanes.GROWN),
                results.row(Case.GROWTH, Lanes.SMALL));
        crossings(results, bounds);
        results.peakMegabytes()
                .ifPresent(
                        peak -> bounds.add(new Bound("memory of a node", peak, 400, false, "MB")));
        bounds.start();
        return bounds.found;
    }

    private static void crossings(Results results, Collector bounds) {
        bounds.most(
                Case.CROSSING_1,
                "one crossing, idle, p50: 1 round trip + 15 ms",
                95,
                m -> m.latency().p50());
        bounds.least(Case.CROSSING_512, "crossings, 512 connections", 2_500);
        bounds.most(
                Case.CROSSING_512,
                "crossings, 512 connections, p99: 2 round trips + 150 ms",
                310,
                Bound::p99);
        for (Duration roundTrip : WorldLanes.ROUND_TRIPS) {
            String variant = WorldLanes.at(roundTrip);
            bounds.least(
                    results.row(Case.CROSSING_HOT, variant),
                    "one account pays every crossing, " + variant,
                    WorldLanes.HOT_RATE);
        }
        bounds.times(
                "local transfers, another region silent to idle",
                1,
                results.row(Case.LOCAL_ALONE, WorldLanes.SILENT),
                results.row(Case.LOCAL_ALONE, WorldLanes.IDLE));
    }

    private static double p99(Measurement measurement) {
        return measurement.latency().p99();
    }

    /// Leaves out what was not measured.
    private static final class Collector {
        private final Results results;
        private final List<Bound> found = new ArrayList<>();

        Collector(Results results) {
            this.results = results;
        }

        void add(Bound bound) {
            found.add(bound);
        }

        void least(Case of, String what, double limit) {
            least(results.row(of, Lanes.SERVICE), what, limit);
        }

        void least(Optional<Row> measured, String what, double limit) {
            measured.ifPresent(row -> {
                double rate = row.of(Measurement::rate).median();
                add(new Bound(what, rate, limit, true, "/s"));
            });
        }

        void most(Case of, String what, double limit, ToDoubleFunction<Measurement> figure) {
            results.row(of, Lanes.SERVICE)
                    .ifPresent(row -> {
                        double millis = row.of(figure).median();
                        add(new Bound(what, millis, limit, false, "ms"));
                    });
        }

        void times(String what, double limit, Optional<Row> one, Optional<Row> other) {
            if (one.isPresent() && other.isPresent()) {
                double ratio = one.get().ratio(other.get()).median();
                add(new Bound(what, ratio, limit, true, "times"));
            }
        }

        void start() {
            results.row(Case.START, Lanes.SERVICE)
                    .ifPresent(row -> {
                        double seconds = row.of(Measurement::rate).median();
                        add(new Bound("start to ready", seconds, 12, false, "s"));
                    });
        }
    }
}
