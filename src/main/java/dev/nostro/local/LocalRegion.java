package dev.nostro.local;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// One region as the launcher runs it: its database and its nodes, which can be killed, paused and
/// started again.
final class LocalRegion {

    private static final Duration READY_LIMIT = Duration.ofMinutes(2);

    private final Ground ground;
    private final Request.Up request;
    private final String name;
    private final Map<String, String> config;
    private final List<NodeProcess> nodes = Collections.synchronizedList(new ArrayList<>());
    private volatile Optional<Database> database = Optional.empty();

    /// The pids of those that are to end: nobody needs to be told when they do.
    private final Set<Long> doomed = ConcurrentHashMap.newKeySet();

    /// What all regions of a launcher share.
    record Ground(NostroHome home, Application application, Roster roster, Progress progress) {}

    /// @param config of every node; where its database is comes to it
    LocalRegion(Ground ground, Request.Up request, String name, Map<String, String> config) {
        this.ground = ground;
        this.request = request;
        this.name = name;
        this.config = new HashMap<>(config);
        this.config.put("nostro.region", name);
    }

    String name() {
        return name;
    }

    /// Starts the database, then the nodes; returns when all of them are ready.
    void start() throws IOException, InterruptedException {
        if (request.ownDatabase().isPresent()) {
            ground.progress().step("using your PostgreSQL: " + request.ownDatabase().get());
        } else {
            startDatabase();
            config.putAll(embedded().nodeConfig());
        }
        for (int number = 0; number < request.nodes(); number++) {
            nodes.add(startNode(number));
        }
        for (var node : List.copyOf(nodes)) {
            node.awaitReady(READY_LIMIT);
            ground.progress().step("ready: " + node.url());
        }
    }

    /// `kill -9`; returns when it is gone.
    void kill(Fault.Target target) throws IOException {
        if (target.node().isEmpty()) {
            var victim = embedded();
            require(victim.isAlive(), target);
            doomed.add(victim.pid());
            victim.kill();
        } else {
            var victim = node(target);
            require(victim.isAlive(), target);
            doomed.add(victim.pid());
            victim.kill();
        }
    }

    /// SIGSTOP.
    void pause(Fault.Target target) throws IOException {
        if (target.node().isEmpty()) {
            require(embedded().isAlive(), target);
            embedded().pause();
        } else {
            require(node(target).isAlive(), target);
            node(target).pause();
        }
    }

    /// SIGCONT.
    void resume(Fault.Target target) throws IOException {
        if (target.node().isEmpty()) {
            require(embedded().isAlive(), target);
            embedded().resume();
        } else {
            require(node(target).isAlive(), target);
            node(target).resume();
        }
    }

    /// Stops it if it runs and starts it again where it was; returns when it is ready.
    void restart(Fault.Target target) throws IOException, InterruptedException {
        if (target.node().isEmpty()) {
            restartDatabase();
            return;
        }
        var again = restartNode(target);
        again.awaitReady(READY_LIMIT);
    }

    private synchronized NodeProcess restartNode(Fault.Target target) throws IOException {
        var before = node(target);
        doomed.add(before.pid());
        before.stop();
        var number = target.node().getAsInt();
        var again = startNode(number);
        nodes.set(number, again);
        return again;
    }

    private synchronized void restartDatabase() throws IOException {
        var before = embedded();
        doomed.add(before.pid());
        before.stop();
        if (startDatabase().port() != before.port()) {
            throw new IOException(
                    "PostgreSQL of "
                            + name
                            + " runs, but its port was taken meanwhile: restart its nodes");
        }
    }

    private Database startDatabase() throws IOException {
        ground.progress().step("starting PostgreSQL of " + name);
        return ground.roster()
                .step(() -> {
                    var started = Database.start(ground.home().database(name));
                    var mark = started.mark();
                    database = Optional.of(started);
                    ground.roster()
                            .record(new RunningState.DatabasePart(name, started.port(), mark));
                    ground.progress()
                            .step(
                                    "PostgreSQL of "
                                            + name
                                            + " answers on 127.0.0.1:"
                                            + started.port());
                    var _ = mark.ended().thenRun(() -> gone(mark.pid(), "PostgreSQL of " + name));
                    return started;
                });
    }

    private NodeProcess startNode(int number) throws IOException {
        return ground.roster()
                .step(() -> {
                    var node =
                            NodeProcess.start(
                                    new NodeProcess.Launch(
                                            ground.application().folder(),
                                            request.port(name, number),
                                            ground.home().nodeLog(name, number),
                                            config,
                                            nodeOptions()));
                    ground.application().usedBy(node.pid());
                    ground.roster()
                            .record(
                                    new RunningState.NodePart(
                                            name, number, node.url(), node.mark()));
                    ground.progress().step("starting node " + number + " of " + name);
                    var what = "Node " + number + " of " + name;
                    var _ =
                            node.ended()
                                    .thenAccept(code ->
                                            gone(node.pid(), what + " (exit code " + code + ")"));
                    return node;
                });
    }

    private static List<String> nodeOptions() {
        var options = System.getenv().getOrDefault("NOSTRO_NODE_JAVA_OPTS", "").strip();
        return options.isEmpty() ? List.of() : List.of(options.split("\\s+"));
    }

    private NodeProcess node(Fault.Target target) throws IOException {
        var number = target.node().getAsInt();
        if (number >= nodes.size()) {
            throw new IOException("there is no " + target + "; it has " + nodes.size());
        }
        return nodes.get(number);
    }

    private Database embedded() throws IOException {
        return database.orElseThrow(
                () -> new IOException("the database of " + name + " is your own"));
    }

    private static void require(boolean alive, Fault.Target target) throws IOException {
        if (!alive) {
            throw new IOException(target + " does not run");
        }
    }

    private void gone(long pid, String what) {
        if (ground.roster().isReady() && !ground.roster().isStopping() && !doomed.remove(pid)) {
            ground.progress().line(what + " has ended by itself; the rest keeps running.");
            ground.progress().line("Its log is in " + ground.home().logs());
        }
    }
}
