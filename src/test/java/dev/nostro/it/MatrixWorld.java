package dev.nostro.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nostro.local.NodeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Two regions of two nodes each for the crash matrix, where every time-out is short and nodes pass
/// armed failpoints. A node that was killed is started again in the background.
final class MatrixWorld implements AutoCloseable {

    /// Longer than every time-out of these nodes.
    static final Duration PAUSE = Duration.ofSeconds(6);

    private static final Duration HIT_LIMIT = Duration.ofSeconds(10);

    /// How often clients ask before a failpoint counts as never passed: on a busy machine a region
    /// may be taken for unreachable for a moment.
    private static final int MOST_TRIES = 4;

    /// Transfers that wait travel together where only one crossing is under way at a time.
    private static final Map<String, String> CONFIG =
            Map.ofEntries(
                    Map.entry("nostro.crossing.window", "1"),
                    Map.entry("nostro.crossing.answer", "1s"),
                    Map.entry("nostro.crossing.doubt", "1s"),
                    Map.entry("nostro.crossing.again", "1s"),
                    Map.entry("nostro.crossing.every", "200ms"),
                    Map.entry("nostro.writer.idle-in-transaction", "2s"),
                    Map.entry("nostro.writer.transaction", "5s"),
                    Map.entry("nostro.link.greet", "200ms"),
                    Map.entry("nostro.link.silence", "1s"),
                    Map.entry("nostro.answer.within", "4s"),
                    Map.entry("quarkus.log.category.\"dev.nostro.crossing\".level", "DEBUG"));

    private final RunningWorld world;
    private final Path armed;
    private final Map<Node, CompletableFuture<?>> away = new HashMap<>();

    /// Node `n` of a region.
    record Node(String region, int n) {
        @Override
        public String toString() {
            return region + " " + n;
        }
    }

    private MatrixWorld(RunningWorld world, Path armed) {
        this.world = world;
        this.armed = armed;
    }

    static MatrixWorld start() throws IOException {
        return start("matrix", Map.of());
    }

    static MatrixWorld start(String name, Map<String, String> more) throws IOException {
        Path folder = Path.of("target", "it-logs").toAbsolutePath();
        Files.createDirectories(folder);
        Path armed = folder.resolve(name + "-failpoint");
        Files.deleteIfExists(armed);
        Map<String, String> config = new HashMap<>(CONFIG);
        config.putAll(more);
        // The environment variable from which a JVM takes more options.
        config.put("java.tool.options", "-Dnostro-failpoints=" + armed);
        return new MatrixWorld(
                RunningWorld.start(RunningWorld.Plan.of(name, 2, "eu", "us").withConfig(config)),
                armed);
    }

    RunningWorld running() {
        return world;
    }

    Store store(String region) {
        return world.region(region).store();
    }

    NodeProcess process(Node node) {
        return world.region(node.region()).node(node.n());
    }

    Client client(Node node) {
        return world.region(node.region()).client(node.n());
    }

    /// A node of the region that is not struck; the last one if none is.
    Client working(String region) {
        return nodes(region)
                .filter(node -> !away.containsKey(node))
                .reduce((_, last) -> last)
                .map(this::client)
                .orElseThrow();
    }

    static Stream<Node> nodes(String region) {
        return IntStream.range(0, 2).mapToObj(n -> new Node(region, n));
    }

    /// Whoever passes the failpoint next does this there.
    private void arm(MatrixCase one) throws IOException {
        Path written = armed.resolveSibling(armed.getFileName() + ".new");
        Files.writeString(written, one.at() + " " + one.action());
        Files.move(written, armed, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Arms the failpoint and lets clients ask until a node has passed it: the node, dead or
    /// standing still there.
    Node provoke(MatrixCase one, Runnable ask) throws Exception {
        arm(one);
        for (int tries = 1; Files.exists(armed); tries++) {
            ask.run();
            boolean last = tries == MOST_TRIES;
            try {
                Eventually.within(HIT_LIMIT, () -> assertThat(armed).doesNotExist());
            } catch (AssertionError e) {
                if (last) {
                    throw new AssertionError(one.at() + " was not passed", e);
                }
            }
        }
        Node[] found = new Node[1];
        Eventually.within(
                HIT_LIMIT,
                () ->
                        found[0] =
                                nodes(one.atCoordinator() ? "eu" : "us")
                                        .filter(node ->
                                                one.action().equals("halt")
                                                        ? isDead(node)
                                                        : isStill(node))
                                        .findFirst()
                                        .orElseThrow(() ->
                                                new AssertionError(
                                                        "nobody stands or lies at " + one)));
        return found[0];
    }

    private boolean isDead(Node node) {
        return !process(node).isAlive();
    }

    /// Whether a process is stopped: Linux tells it in a file, other systems by a program.
    private boolean isStill(Node node) {
        long pid = process(node).pid();
        try {
            Path stat = Path.of("/proc", Long.toString(pid), "stat");
            if (Files.exists(stat)) {
                String text = Files.readString(stat);
                return text.startsWith("T", text.lastIndexOf(')') + 2);
            }
            Process ps = new ProcessBuilder("ps", "-o", "state=", "-p", "" + pid).start();
            return new String(ps.getInputStream().readAllBytes(), UTF_8).startsWith("T");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// The node counts as gone; it is killed if it runs.
    void kill(Node node) {
        process(node).kill();
        away.put(node, CompletableFuture.completedFuture(null));
    }

    /// The node counts as gone until it goes on.
    void pause(Node node) {
        process(node).pause();
        away.put(node, CompletableFuture.completedFuture(null));
    }

    void resume(Node node) {
        process(node).resume();
        away.remove(node);
    }

    /// Nothing is armed, nobody stands still, and the dead are on their way back.
    void mend() throws IOException {
        Files.deleteIfExists(armed);
        for (Node node : Stream.concat(nodes("eu"), nodes("us")).toList()) {
            if (isDead(node)) {
                away.put(
                        node,
                        CompletableFuture.runAsync(
                                () -> restart(node), Thread::startVirtualThread));
            } else {
                resume(node);
            }
        }
    }

    private void restart(Node node) {
        try {
            var _ = world.region(node.region()).restart(node.n());
        } catch (IOException e) {
            throw new IllegalStateException(node + " did not come back", e);
        }
    }

    /// Waits until every node is back and reaches the other region.
    void awaitWhole() throws IOException {
        away.values().forEach(CompletableFuture::join);
        away.clear();
        world.awaitGreetings();
    }

    @Override
    public void close() {
        away.values().forEach(CompletableFuture::join);
        world.close();
    }
}
