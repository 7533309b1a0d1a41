package dev.nostro.it;

import dev.nostro.local.Database;
import dev.nostro.local.NodeProcess;
import dev.nostro.local.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// One region as it is run: a PostgreSQL and nodes, each a process of its own, on free ports.
///
/// Closing it ends the processes and deletes the data; should the test process end without that, a
/// shutdown hook does it. The nodes' and the database's logs stay in the build folder, under the
/// region's name, until the next run.
public final class RunningRegion implements AutoCloseable {

    /// How a region is called that is alone; its accounts' ids begin with it.
    public static final String ID = "eu";

    private static final Path BUILD = Path.of("target").toAbsolutePath();
    private static final Path BINARIES = BUILD.resolve("postgres");
    private static final Duration READY_LIMIT = Duration.ofMinutes(2);

    /// What to start.
    ///
    /// @param name tells its logs apart from those of other regions of the same test run
    /// @param region how it is called; its accounts' ids begin with it
    /// @param nodes how many
    /// @param config for every node, as in `application.properties`
    /// @param settings for the embedded PostgreSQL
    public record Plan(
            String name,
            String region,
            int nodes,
            Map<String, String> config,
            Map<String, String> settings) {

        public Plan {
            config = Map.copyOf(config);
            settings = Map.copyOf(settings);
        }

        public static Plan of(String name, int nodes) {
            return new Plan(name, ID, nodes, Map.of(), Map.of());
        }

        public Plan withRegion(String other) {
            return new Plan(name, other, nodes, config, settings);
        }

        public Plan withConfig(Map<String, String> more) {
            return new Plan(name, region, nodes, more, settings);
        }

        public Plan withSettings(Map<String, String> more) {
            return new Plan(name, region, nodes, config, more);
        }

        Path log(String process) {
            return BUILD.resolve("it-logs").resolve(name + "-" + process + ".log");
        }
    }

    private final Plan plan;
    private final Path folder;
    private final List<NodeProcess> nodes = Collections.synchronizedList(new ArrayList<>());
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread atExit;
    private volatile @Nullable Database database;
    private volatile Store store = Store.NONE;

    private RunningRegion(Plan plan, Path folder) {
        this.plan = plan;
        this.folder = folder;
        this.atExit = new Thread(this::end, "end-" + plan.region());
    }

    /// Starts a region on an embedded PostgreSQL of its own; returns when every node is ready.
    public static RunningRegion start(Plan plan) throws IOException {
        return started(plan, null);
    }

    /// As [#start(Plan)], on a PostgreSQL that runs already. What is in it stays in it.
    static RunningRegion startOn(Store store, Plan plan) throws IOException {
        return started(plan, store);
    }

    private static RunningRegion started(Plan plan, @Nullable Store own) throws IOException {
        Files.createDirectories(BUILD);
        RunningRegion region =
                new RunningRegion(plan, Files.createTempDirectory(BUILD, "it-" + plan.name()));
        Runtime.getRuntime().addShutdownHook(region.atExit);
        try {
            if (own == null) {
                region.startDatabase();
            } else {
                region.store = own;
            }
            for (int n = 0; n < plan.nodes(); n++) {
                region.nodes.add(region.launch(n, Ports.free()));
            }
            for (NodeProcess node : region.nodes) {
                awaitReady(node);
            }
            return region;
        } catch (IOException | RuntimeException e) {
            region.close();
            throw e;
        }
    }

    /// The way into node `n`, counted from 0.
    public Client client(int n) {
        return new Client(node(n).url(), plan.region());
    }

    /// How it is called.
    public String id() {
        return plan.region();
    }

    public NodeProcess node(int n) {
        return nodes.get(n);
    }

    public int nodes() {
        return nodes.size();
    }

    /// The books as they are in the database.
    public Store store() {
        return store;
    }

    /// The embedded PostgreSQL: there is none where the tests run on the user's own.
    public Database database() {
        Database embedded = database;
        if (embedded == null) {
            throw new IllegalStateException("this region's PostgreSQL is not an embedded one");
        }
        return embedded;
    }

    /// Starts a node that is gone on the port that it had; returns when it is ready.
    public NodeProcess restart(int n) throws IOException {
        NodeProcess gone = nodes.get(n);
        gone.stop();
        NodeProcess again = launch(n, gone.port());
        nodes.set(n, again);
        awaitReady(again);
        return again;
    }

    /// Starts the embedded PostgreSQL that is gone on the data and the port that it had.
    public Database restartDatabase() throws IOException {
        int before = database().port();
        database().stop();
        Database again = startDatabase();
        if (again.port() != before) {
            throw new IOException("port " + before + " was taken meanwhile");
        }
        return again;
    }

    private Database startDatabase() throws IOException {
        Database started =
                Database.start(
                        new Database.Place(folder.resolve("data"), BINARIES, plan.log("database")),
                        plan.settings());
        database = started;
        store = new Store(started.jdbcUrl(), started.username(), started.password());
        return started;
    }

    private NodeProcess launch(int n, int port) throws IOException {
        Map<String, String> config = new HashMap<>(store.nodeConfig());
        config.put("nostro.region", plan.region());
        config.putAll(plan.config());
        return NodeProcess.start(
                new NodeProcess.Launch(
                        BUILD.resolve("quarkus-app"),
                        port,
                        plan.log("node-" + n),
                        config,
                        List.of()));
    }

    private static void awaitReady(NodeProcess node) throws IOException {
        try {
            node.awaitReady(READY_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /// Ends all of it. Idempotent.
    @Override
    public void close() {
        end();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private void end() {
        if (closed.getAndSet(true)) {
            return;
        }
        List.copyOf(nodes).parallelStream().forEach(NodeProcess::stop);
        try {
            if (database != null) {
                database().stop();
            }
            delete();
        } catch (IOException e) {
            throw new IllegalStateException("the region did not end cleanly", e);
        }
    }

    private void delete() throws IOException {
        try (var tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
