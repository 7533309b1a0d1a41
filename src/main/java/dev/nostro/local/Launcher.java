package dev.nostro.local;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;

/// `nostro up`: starts regions and the links between them, and stays until it is told to stop.
///
/// It stops them in order, nodes before databases, whether it ends by Ctrl-C, by a signal or
/// because a start failed. A node that ends by itself is told, not replaced: what happened to it
/// can then be looked at, and the rest keeps running.
final class Launcher {

    static final String DETACHED = "nostro.detached";

    private static final int REFUSED = 1;
    private static final int MISUSED = 2;
    private static final Duration STEP_LIMIT = Duration.ofSeconds(10);

    /// Regions greet each other every second; with links of 10 s one way it is worth no longer
    /// wait.
    private static final Duration GREETING_LIMIT = Duration.ofSeconds(15);

    private final NostroHome home;
    private final Application application = Application.named();
    private final Request.Up request;
    private final Progress progress;
    private final Roster roster;

    Launcher(NostroHome home, Request.Up request, PrintStream out) {
        this.home = home;
        this.request = request;
        this.progress = new Progress(out);
        this.roster = new Roster(home.state(), request.regions());
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
            application.usedBy(roster.launcher().pid());
            refuseTakenPorts();
            var main = Thread.currentThread();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAll(main), "stop"));
            try {
                runAll();
            } catch (IOException | InterruptedException e) {
                if (!roster.isStopping()) {
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
        for (var region : request.regions()) {
            for (int node = 0; node < request.nodes(); node++) {
                var port = request.port(region, node);
                if (port > Request.LAST_PORT || !Ports.isFree(port)) {
                    throw new IOException(
                            "Port "
                                    + port
                                    + " of 127.0.0.1 is taken; choose others with --port BASE");
                }
            }
        }
    }

    private void runAll() throws IOException, InterruptedException {
        roster.begin();
        if (request.regions().size() == 1) {
            runAll(Optional.empty());
            return;
        }
        try (var links = Links.open(request.regions(), request.wan())) {
            request.regions().forEach(region -> links.lead(region, request.urls(region)));
            runAll(Optional.of(links));
        }
    }

    private void runAll(Optional<Links> links) throws IOException, InterruptedException {
        var secret = linkSecret();
        var ground = new LocalRegion.Ground(home, application, roster, progress);
        var regions = new ArrayList<LocalRegion>();
        for (var name : request.regions()) {
            var config = links.map(all -> all.nodeConfig(name, secret)).orElse(Map.of());
            regions.add(new LocalRegion(ground, request, name, config));
        }
        startAll(regions);
        if (links.isPresent()) {
            awaitGreetings();
        }
        try (var _ =
                ControlPort.open(
                        home.control(), words -> hear(words, new Faults(regions, links)))) {
            new FirstSteps(request).print(progress);
            roster.ready();
            new CountDownLatch(1).await();
        }
    }

    /// All regions at once: most of the time each waits for something.
    private static void startAll(List<LocalRegion> regions)
            throws IOException, InterruptedException {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var starting = new ExecutorCompletionService<LocalRegion>(executor);
            for (var region : regions) {
                Callable<LocalRegion> start =
                        () -> {
                            region.start();
                            return region;
                        };
                var _ = starting.submit(start);
            }
            try {
                for (int i = 0; i < regions.size(); i++) {
                    var _ = starting.take().get();
                }
            } catch (ExecutionException e) {
                executor.shutdownNow();
                throw e.getCause() instanceof IOException known ? known : new IOException(e);
            } catch (InterruptedException e) {
                executor.shutdownNow();
                throw e;
            }
        }
    }

    /// A region that was started later than another is not called before it has answered that.
    private void awaitGreetings() throws InterruptedException {
        var end = System.nanoTime() + GREETING_LIMIT.toNanos();
        for (var region : request.regions()) {
            for (var node : request.urls(region)) {
                var left = Duration.ofNanos(end - System.nanoTime());
                if (!NodeProcess.awaitOthers(node, left)) {
                    progress.step(node + " does not reach every region yet");
                    return;
                }
            }
        }
        progress.step("every region reaches the others");
    }

    /// What the regions of this home know and nobody else does.
    private String linkSecret() throws IOException {
        if (!Files.exists(home.secrets())) {
            PropertyFile.write(home.secrets(), Map.of("link.secret", Access.secret()));
        }
        return PropertyFile.read(home.secrets()).getOrDefault("link.secret", "");
    }

    private ControlPort.Answer hear(List<String> words, Faults faults) throws InterruptedException {
        try {
            if (words.equals(StatusReport.ASK_LINKS)) {
                return new ControlPort.Answer(0, String.join("\n", faults.links()));
            }
            if (Request.parse(words, Map.of()) instanceof Request.Chaos(var fault)) {
                var done = faults.commit(fault);
                progress.line(done);
                return new ControlPort.Answer(0, done);
            }
            return new ControlPort.Answer(MISUSED, "nostro: not for a launcher that runs");
        } catch (UsageError e) {
            return new ControlPort.Answer(MISUSED, e.told());
        } catch (IOException e) {
            return new ControlPort.Answer(REFUSED, "nostro: " + e.getMessage());
        }
    }

    private void stopAll(Thread main) {
        roster.beginStop();
        main.interrupt();
        progress.line("Stopping ...");
        try {
            var quiet = roster.awaitSteps(STEP_LIMIT);
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
