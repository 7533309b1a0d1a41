package dev.nostro.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalDouble;

/// The results for machines: every round, and what the bounds make of them.
final class Json {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Json() {}

    static String of(Bench.Report report, Options options) {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode machine = root.putObject("machine");
        report.machine().facts().forEach(machine::put);
        root.put("seconds", options.seconds());
        root.put("rounds", options.rounds());
        root.put("disturbed", report.results().others() > Results.QUIET);
        var rows = root.putArray("rows");
        report.results().rows().forEach(row -> row(row, rows.addObject()));
        var bounds = root.putArray("bounds");
        for (Bound bound : Bound.of(report.results())) {
            bounds.addObject()
                    .put("what", bound.what())
                    .put("unit", bound.unit())
                    .put(bound.atLeast() ? "atLeast" : "atMost", bound.limit())
                    .put("measured", bound.measured())
                    .put("reached", bound.reached());
        }
        return root.toPrettyString();
    }

    private static void row(Row row, ObjectNode json) {
        json.put("case", row.name().of().label());
        json.put("variant", row.name().variant());
        json.put("model", row.name().model());
        json.put("unit", row.name().of() == Case.START ? "seconds" : "perSecond");
        Spread rate = row.of(Measurement::rate);
        json.putObject("rate")
                .put("median", rate.median())
                .put("min", rate.min())
                .put("max", rate.max());
        var rounds = json.putArray("rounds");
        row.rounds().forEach(round -> round(round, rounds.addObject()));
    }

    private static void round(Measurement round, ObjectNode json) {
        json.put("rate", round.rate());
        json.putObject("latencyMs")
                .put("p50", round.latency().p50())
                .put("p99", round.latency().p99())
                .put("p999", round.latency().p999())
                .put("max", round.latency().max());
        json.put("errors", round.errors());
        ObjectNode cpu = json.putObject("cpuMicrosEach");
        put(cpu, "node", round.cpu().node());
        put(cpu, "database", round.cpu().database());
        put(cpu, "generator", round.cpu().generator());
        put(json, "othersPart", round.cpu().others());
        round.peakMemory().ifPresent(bytes -> json.put("nodePeakBytes", bytes));
    }

    private static void put(ObjectNode json, String name, OptionalDouble value) {
        value.ifPresent(known -> json.put(name, known));
    }
}
