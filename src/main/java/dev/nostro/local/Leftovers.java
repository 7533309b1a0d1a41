package dev.nostro.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// What a launcher that was killed, or a machine that lost power, has left behind in a home.
record Leftovers(NostroHome home) {

    private static final Duration NODE_LIMIT = Duration.ofSeconds(30);
    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(60);

    /// Ends processes that are left: nodes first, then databases. Only what the home has recorded
    /// and what serves its data folders; a pid that another process has now is left alone. True if
    /// there were any.
    boolean end() throws IOException {
        var state = RunningState.read(home.state());
        var nodes =
                state.stream()
                        .flatMap(s -> s.nodes().stream())
                        .map(RunningState.NodePart::process)
                        .filter(ProcessMark::isAlive)
                        .toList();
        nodes.forEach(Leftovers::ask);
        nodes.forEach(node -> node.end(Signal.TERM, NODE_LIMIT));
        var databases = databases();
        databases.forEach(database -> database.signalTree(Signal.CONT));
        databases.forEach(database -> database.signal(Signal.INT));
        databases.forEach(database -> database.end(Signal.INT, DATABASE_LIMIT));
        Files.deleteIfExists(home.state());
        return !nodes.isEmpty() || !databases.isEmpty();
    }

    private static void ask(ProcessMark node) {
        node.signal(Signal.TERM);
        node.signal(Signal.CONT);
    }

    private List<ProcessMark> databases() throws IOException {
        if (!Files.isDirectory(home.data())) {
            return List.of();
        }
        try (Stream<Path> regions = Files.list(home.data())) {
            return regions.map(region -> new Cluster(region.resolve("cluster")))
                    .flatMap(cluster -> cluster.postmaster().stream())
                    .toList();
        }
    }
}
