package dev.nostro.local;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// What the command line asks for, checked once.
sealed interface Request {

    int FIRST_PORT = 8080;
    int MOST_NODES = 16;
    int LAST_PORT = 65_535;

    /// From one region's first port to the next one's.
    int PORTS_OF_A_REGION = 100;

    /// Start everything; node n of region k answers on port `firstPort` + 100 k + n.
    ///
    /// @param wan how long it takes from region to region, one way
    /// @param ownDatabase where the user's own PostgreSQL is, if it is to be used
    record Up(
            List<String> regions,
            int nodes,
            int firstPort,
            Duration wan,
            boolean detach,
            Optional<String> ownDatabase)
            implements Request {

        public Up {
            regions = List.copyOf(regions);
        }

        int port(String region, int node) {
            return firstPort + PORTS_OF_A_REGION * regions.indexOf(region) + node;
        }

        /// Where the nodes of a region answer.
        List<URI> urls(String region) {
            return IntStream.range(0, nodes)
                    .mapToObj(node -> URI.create("http://127.0.0.1:" + port(region, node)))
                    .toList();
        }
    }

    /// Tell what runs.
    record Status() implements Request {}

    /// Stop everything; `wipe` then deletes the data.
    record Down(boolean wipe) implements Request {}

    /// Break something, or mend it.
    record Chaos(Fault fault) implements Request {}

    /// Reads the words after `nostro`.
    ///
    /// @throws UsageError when the words ask for nothing that exists
    static Request parse(List<String> all, Map<String, String> environment) throws UsageError {
        if (all.isEmpty()) {
            throw new UsageError("no command");
        }
        var command = all.getFirst();
        var words = new Words(command, all.subList(1, all.size()));
        var request =
                switch (command) {
                    case "up" -> up(words, environment);
                    case "status" -> new Status();
                    case "down" -> new Down(words.take("--wipe"));
                    case "chaos" -> new Chaos(Fault.parse(words));
                    default -> throw new UsageError("there is no command " + command);
                };
        words.end();
        return request;
    }

    private static Up up(Words words, Map<String, String> environment) throws UsageError {
        var own =
                Optional.ofNullable(
                        environment.get(NodeProcess.variable("quarkus.datasource.jdbc.url")));
        var regions = own.isPresent() ? List.of("eu") : List.of("eu", "us", "ap");
        var nodes = 1;
        var port =
                Words.number(
                        "NOSTRO_PORT",
                        environment.getOrDefault("NOSTRO_PORT", "" + FIRST_PORT),
                        LAST_PORT);
        var wan = Duration.ofMillis(40);
        var detach = false;
        while (!words.isEmpty()) {
            var word = words.next();
            switch (word) {
                case "--regions" -> regions = words.regions(word);
                case "--nodes" -> nodes = words.number(word, MOST_NODES);
                case "--port" -> port = words.number(word, LAST_PORT);
                case "--wan" -> wan = words.delay(word);
                case "--detach" -> detach = true;
                default -> throw new UsageError("up has no option " + word);
            }
        }
        if (own.isPresent() && regions.size() > 1) {
            throw new UsageError(
                    "your own PostgreSQL (QUARKUS_DATASOURCE_JDBC_URL) keeps the books of one"
                            + " region: name one with --regions, or unset it");
        }
        return new Up(regions, nodes, port, wan, detach, own);
    }
}
