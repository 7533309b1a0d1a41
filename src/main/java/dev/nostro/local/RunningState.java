package dev.nostro.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What a launcher has started, as it writes it down for `status`, `down` and whoever comes after
/// it has crashed.
///
/// @param ready every node has answered once
record RunningState(ProcessMark launcher, boolean ready, List<Part> parts) {

    /// A process that the launcher has started.
    sealed interface Part {
        String region();

        /// Where it stands in its region: the database before the nodes.
        int place();

        ProcessMark process();
    }

    /// The database of a region.
    record DatabasePart(String region, int port, ProcessMark process) implements Part {
        @Override
        public int place() {
            return -1;
        }
    }

    /// A node, by its number within its region.
    record NodePart(String region, int number, URI url, ProcessMark process) implements Part {
        @Override
        public int place() {
            return number;
        }
    }

    RunningState {
        parts = List.copyOf(parts);
    }

    RunningState with(Part part) {
        var more = new ArrayList<>(parts);
        more.add(part);
        return new RunningState(launcher, ready, more);
    }

    /// As [#with(Part)], in this order, instead of the part in the same place.
    RunningState with(Part part, Comparator<Part> order) {
        var others = parts.stream().filter(other -> order.compare(other, part) != 0);
        return new RunningState(
                launcher, ready, Stream.concat(others, Stream.of(part)).sorted(order).toList());
    }

    RunningState withReady() {
        return new RunningState(launcher, true, parts);
    }

    List<NodePart> nodes() {
        return parts.stream().filter(NodePart.class::isInstance).map(NodePart.class::cast).toList();
    }

    List<DatabasePart> databases() {
        return parts.stream()
                .filter(DatabasePart.class::isInstance)
                .map(DatabasePart.class::cast)
                .toList();
    }

    void write(Path file) throws IOException {
        var values = new TreeMap<String, String>();
        values.put("launcher", launcher.toString());
        values.put("ready", Boolean.toString(ready));
        for (int i = 0; i < parts.size(); i++) {
            values.put("part." + i, line(parts.get(i)));
        }
        PropertyFile.write(file, values);
    }

    /// Empty if there is no file, or one that nothing can be learned from.
    static Optional<RunningState> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(PropertyFile.read(file)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static RunningState parse(Map<String, String> values) {
        var state =
                new RunningState(
                        ProcessMark.parse(values.getOrDefault("launcher", "")),
                        Boolean.parseBoolean(values.get("ready")),
                        List.of());
        for (int i = 0; values.containsKey("part." + i); i++) {
            state = state.with(part(values.getOrDefault("part." + i, "")));
        }
        return state;
    }

    private static String line(Part part) {
        return switch (part) {
            case DatabasePart(var region, var port, var process) ->
                    String.join(
                            " ", "database", region, Integer.toString(port), process.toString());
            case NodePart(var region, var number, var url, var process) ->
                    String.join(
                            " ",
                            "node",
                            region,
                            Integer.toString(number),
                            url.toString(),
                            process.toString());
        };
    }

    private static Part part(String line) {
        var words = List.of(line.split(" ", -1));
        var process = ProcessMark.parse(words.getLast());
        var number = Integer.parseInt(words.get(2));
        return switch (words.getFirst()) {
            case "database" -> new DatabasePart(words.get(1), number, process);
            case "node" -> new NodePart(words.get(1), number, URI.create(words.get(3)), process);
            default -> throw new IllegalArgumentException("not a part: " + line);
        };
    }
}
