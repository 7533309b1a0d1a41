package dev.nostro.it;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the nodes have written in their logs about crossings since a moment.
final class CrossingLog {

    private static final Pattern LINE =
            Pattern.compile("^(\\S+ \\S+) .*crossing=(\\S+) state=(\\S+) region=(\\S+).*");

    private final MatrixWorld world;
    private final Map<MatrixWorld.Node, Integer> from = new HashMap<>();

    /// One change of a crossing's state.
    record Entry(MatrixWorld.Node node, String time, String crossing, String state) {}

    /// Everything from now on.
    CrossingLog(MatrixWorld world) throws IOException {
        this.world = world;
        for (MatrixWorld.Node node : nodes()) {
            from.put(node, lines(node).size());
        }
    }

    private static List<MatrixWorld.Node> nodes() {
        return Stream.concat(MatrixWorld.nodes("eu"), MatrixWorld.nodes("us")).toList();
    }

    private List<String> lines(MatrixWorld.Node node) throws IOException {
        return Files.readAllLines(world.process(node).log());
    }

    /// In the order of their times.
    List<Entry> entries() throws IOException {
        List<Entry> all = new ArrayList<>();
        for (MatrixWorld.Node node : nodes()) {
            List<String> lines = lines(node);
            for (String line : lines.subList(from.getOrDefault(node, 0), lines.size())) {
                Matcher entry = LINE.matcher(line);
                if (entry.matches()) {
                    all.add(new Entry(node, entry.group(1), entry.group(2), entry.group(3)));
                }
            }
        }
        all.sort(Comparator.comparing(Entry::time));
        return all;
    }

    /// Those that began since.
    Set<String> begun() throws IOException {
        return entries().stream()
                .filter(entry -> entry.state().equals("begun"))
                .map(Entry::crossing)
                .collect(Collectors.toSet());
    }

    /// The node of the region that wrote last.
    Optional<MatrixWorld.Node> last(String region) throws IOException {
        return entries().stream()
                .map(Entry::node)
                .filter(node -> node.region().equals(region))
                .reduce((_, last) -> last);
    }

    /// Who has done what with these crossings: `eu 1: resent, settled; us 0: booked`.
    String doings(Set<String> crossings) throws IOException {
        Map<MatrixWorld.Node, Set<String>> all = new LinkedHashMap<>();
        entries().stream()
                .filter(entry -> crossings.contains(entry.crossing()))
                .forEach(entry ->
                        all.computeIfAbsent(entry.node(), _ -> new LinkedHashSet<>())
                                .add(entry.state()));
        return all.entrySet().stream()
                .map(each -> each.getKey() + ": " + String.join(", ", each.getValue()))
                .collect(Collectors.joining("; "));
    }
}
