package dev.nostro.local;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// `nostro up`: starts a region's database and nodes, and stays until it is told to stop.
///
/// It stops them in order, nodes before the database, whether it ends by Ctrl-C, by a signal or
/// because a start failed. A node that ends by itself is told, not replaced: what happened to it
/// can then be looked at, and the rest keeps running.
final class Launcher {

    static final String DETACHED = "nostro.detached";

    private static final int REFUSED = 1;
    private static final Duration READY_LIMIT = Duration.ofMinutes(2);
    private static final Duration STEP_LIMIT = Duration.ofSeconds(10);

    private final NostroHome home;
    private final Path application =
            Path.of(System.getProperty("nostro.application", "target/quarkus-app"));
    private final Request.Up request;
    private final Progress progress;

    /// Held while something is started and written down: nothing is missed when stopping.
    private final ReentrantLock starting = new ReentrantLock();

    private volatile RunningState state = new RunningState(ProcessMark.own(), false, List.of());
    private volatile boolean stopping;

    Launcher(NostroHome home, Request.Up request, PrintStream out) {
        this.home = home;
        this.request = request;
        this.progress = new Progress(out);
    }

    /// Returns when it is told to stop, or does not even begin because another one runs.
    int run() throws IOException, InterruptedException {
        OwnFolder.create(home.folder());
        Files.createDirectories(home.logs());
        try (var channel =
                        FileChannel.open(
                                home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                progress.line(alreadyRuns(home));
                return REFUSED;
            }
            if (new Leftovers(home).end()) {
                progress.step("ended what an earlier run had left");
            }
            useCopy(state.launcher().pid());
            refuseTakenPorts();
            var main = Thread.currentThread();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAll(main), "stop"));
            try {
                startAll();
                new CountDownLatch(1).await();
            } catch (IOException | InterruptedException e) {
                if (!stopping) {
                    throw e;
                }
            }
            return 0;
        }
    }

    /// Where the one runs that a second must not be started beside.
    static String alreadyRuns(NostroHome home) throws IOException {
        var where =
                RunningState.read(home.state()).stream()
                        .flatMap(running -> running.nodes().stream())
                        .map(node -> node.url().toString())
                        .findFirst()
                        .orElse("it is starting or stopping");
        return "Nostro runs already ("
                + where
                + "). ./nostro status shows it, ./nostro down stops it.";
    }

    private void refuseTakenPorts() throws IOException {
        for (int node = 0; node < request.nodes(); node++) {
            var port = request.firstPort() + node;
            if (port > Request.LAST_PORT || !Ports.isFree(port)) {
                throw new IOException(
                        "Port " + port + " of 127.0.0.1 is taken; choose others with --port BASE");
            }
        }
    }

    private void startAll() throws IOException, InterruptedException {
        state.write(home.state());
        var config = new HashMap<String, String>();
        config.put("nostro.region", request.region());
        config.putAll(database());
        var nodes = new ArrayList<NodeProcess>();
        for (int number = 0; number < request.nodes(); number++) {
            nodes.add(startNode(number, config));
        }
        for (var node : nodes) {
            node.awaitReady(READY_LIMIT);
            progress.step("ready: " + node.url());
        }
        new FirstSteps(nodes.getFirst().url(), request.region()).print(progress);
        beginStep();
        try {
            record(state.withReady());
        } finally {
            starting.unlock();
        }
    }

    /// Starts PostgreSQL, unless the environment names one. What the nodes need to know of it.
    private Map<String, String> database() throws IOException {
        var own = System.getenv(NodeProcess.variable("quarkus.datasource.jdbc.url"));
        if (own != null) {
            progress.step("using your PostgreSQL: " + own);
            return Map.of();
        }
        progress.step("starting PostgreSQL");
        beginStep();
        try {
            var database = Database.start(home.database(request.region()));
            var mark = database.mark();
            record(
                    state.with(
                            new RunningState.DatabasePart(
                                    request.region(), database.port(), mark)));
            progress.step("PostgreSQL answers on 127.0.0.1:" + database.port());
            var _ = mark.ended().thenRun(() -> gone("PostgreSQL"));
            return database.nodeConfig();
        } finally {
            starting.unlock();
        }
    }

    /// Tells the next `up` that the copy of the application which this process runs is in use.
    private void useCopy(long pid) throws IOException {
        var users = application.resolve("users");
        if (Files.isDirectory(users)) {
            Files.write(users.resolve(Long.toString(pid)), new byte[0]);
        }
    }

    private NodeProcess startNode(int number, Map<String, String> config) throws IOException {
        var log = home.nodeLog(request.region(), number);
        var port = request.firstPort() + number;
        beginStep();
        try {
            var launch = new NodeProcess.Launch(application, port, log, config, nodeOptions());
            var node = NodeProcess.start(launch);
            useCopy(node.pid());
            record(
                    state.with(
                            new RunningState.NodePart(
                                    request.region(), number, node.url(), node.mark())));
            progress.step("starting node " + number + " of " + request.region());
            var _ =
                    node.ended()
                            .thenAccept(
                                    code -> gone("Node " + number + " (exit code " + code + ")"));
            return node;
        } finally {
            starting.unlock();
        }
    }

    private static List<String> nodeOptions() {
        var options = System.getenv().getOrDefault("NOSTRO_NODE_JAVA_OPTS", "").strip();
        return options.isEmpty() ? List.of() : List.of(options.split("\\s+"));
    }

    /// A step and what is written of it are one: whoever stops sees neither or both.
    private void beginStep() throws IOException {
        starting.lock();
        if (stopping) {
            starting.unlock();
            throw new IOException("stopped while starting");
        }
    }

    private void record(RunningState next) throws IOException {
        next.write(home.state());
        state = next;
    }

    private void gone(String what) {
        if (state.ready() && !stopping) {
            progress.line(what + " has ended by itself; the rest keeps running.");
            progress.line("Its log is in " + home.logs());
        }
    }

    private void stopAll(Thread main) {
        stopping = true;
        main.interrupt();
        progress.line("Stopping ...");
        try {
            var quiet = starting.tryLock(STEP_LIMIT.toSeconds(), TimeUnit.SECONDS);
            new Leftovers(home).end();
            if (!quiet) {
                ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
            }
            progress.line("Stopped. The data is kept.");
        } catch (IOException | InterruptedException e) {
            progress.line("Could not stop everything: " + e);
        }
    }
}
