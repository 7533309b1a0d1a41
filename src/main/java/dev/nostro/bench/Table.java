package dev.nostro.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// The results for people: medians of the rounds, the rate with its spread.
final class Table {
    private static final String[] HEAD = {
        "case",
        "variant",
        "model",
        "rate/s",
        "(min–max)",
        "p50 ms",
        "p99 ms",
        "p99.9 ms",
        "max ms",
        "errors",
        "CPU µs node",
        "database",
        "generator",
        "others %",
        "node MB",
    };

    /// So many columns from the left are text.
    private static final int TEXT_COLUMNS = 3;

    private Table() {}

    static String of(Bench.Report report) {
        StringBuilder text = new StringBuilder();
        report.machine()
                .facts()
                .forEach((name, value) -> text.append(String.format("%-20s %s%n", name, value)));
        text.append(System.lineSeparator());
        text.append(layOut(cells(report.results())));
        text.append(
                """

                Medians of the rounds. closed: a connection sends when its answer has come. open: \
                requests arrive at a fixed rate,
                latency counts from the intended time. CPU: microseconds for one operation; \
                database is PostgreSQL and its sessions;
                others: the part of the machine that went to anything else. start is in seconds.

                """);
        text.append(disturbed(report.results()));
        Bound.of(report.results())
                .forEach(bound -> text.append(bound.line()).append(System.lineSeparator()));
        return text.toString();
    }

    private static String disturbed(Results results) {
        double most = results.others();
        return most <= Results.QUIET
                ? ""
                : String.format(
                        Locale.ROOT,
                        "DISTURBED: other processes took up to %.0f %% of this machine; these "
                                + "figures say little.%n%n",
                        100 * most);
    }

    private static List<String[]> cells(Results results) {
        List<String[]> cells = new ArrayList<>();
        cells.add(HEAD);
        for (Row row : results.rows()) {
            Spread rate = row.of(Measurement::rate);
            cells.add(
                    new String[] {
                        row.name().of().label(),
                        row.name().variant(),
                        row.name().model(),
                        rate(rate.median()),
                        "(" + rate(rate.min()) + "–" + rate(rate.max()) + ")",
                        millis(row.of(m -> m.latency().p50()).median()),
                        millis(row.of(m -> m.latency().p99()).median()),
                        millis(row.of(m -> m.latency().p999()).median()),
                        millis(row.max()),
                        Long.toString(row.errors()),
                        orDash(row.known(m -> m.cpu().node())),
                        orDash(row.known(m -> m.cpu().database())),
                        orDash(row.known(m -> m.cpu().generator())),
                        percent(row.known(m -> m.cpu().others())),
                        orDash(row.peakMegabytes()),
                    });
        }
        return cells;
    }

    private static String layOut(List<String[]> cells) {
        int[] widths = new int[HEAD.length];
        for (String[] row : cells) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (String[] row : cells) {
            for (int i = 0; i < row.length; i++) {
                String padding = " ".repeat(widths[i] - row[i].length());
                text.append(i < TEXT_COLUMNS ? row[i] + padding : padding + row[i]).append("  ");
            }
            text.append(System.lineSeparator());
        }
        return text.toString();
    }

    private static String rate(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String percent(OptionalDouble part) {
        return part.isPresent() ? orDash(OptionalDouble.of(100 * part.getAsDouble())) : "–";
    }

    private static String orDash(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.0f", value.getAsDouble()) : "–";
    }
}
