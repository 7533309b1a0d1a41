package dev.nostro.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// One Nostro node as a process of its own on this machine.
public final class NodeProcess implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final int HTTP_LIMIT_MILLIS = 2_000;

    /// How a list of all regions ends when all of them could be asked.
    private static final String ALL_REACHED = "\"unreached\":[]";

    /// Small and steady: two cores, a heap that a full queue fits in, collected by one thread.
    private static final List<String> JVM =
            List.of(
                    "-Xms192m",
                    "-Xmx192m",
                    "-XX:+UseSerialGC",
                    "-XX:+UseCompactObjectHeaders",
                    "-XX:+ExitOnOutOfMemoryError",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow");

    /// What to start.
    ///
    /// @param application the folder that holds `quarkus-run.jar`
    /// @param port on 127.0.0.1
    /// @param log what the process writes; an older one is kept as `….previous`
    /// @param config configuration keys as in `application.properties`; they win over the
    ///   environment, and do not show in the list of processes
    /// @param jvmArguments after the usual ones, so they win
    public record Launch(
            Path application,
            int port,
            Path log,
            Map<String, String> config,
            List<String> jvmArguments) {

        public Launch {
            config = Map.copyOf(config);
            jvmArguments = List.copyOf(jvmArguments);
        }
    }

    private final Launch launch;
    private final Process process;
    private final ProcessMark mark;

    private NodeProcess(Launch launch, Process process) {
        this.launch = launch;
        this.process = process;
        this.mark = ProcessMark.of(process.toHandle());
    }

    /// Returns as soon as there is a process; [#awaitReady(Duration)] waits until it serves.
    public static NodeProcess start(Launch launch) throws IOException {
        var log = launch.log().toAbsolutePath();
        Files.createDirectories(log.getParent());
        if (Files.exists(log)) {
            var previous = log.resolveSibling(log.getFileName() + ".previous");
            Files.move(log, previous, StandardCopyOption.REPLACE_EXISTING);
        }
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(launch.jvmArguments());
        command.add("-jar");
        command.add(launch.application().resolve("quarkus-run.jar").toString());
        var builder = new ProcessBuilder(command);
        var environment = builder.environment();
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(launch.port()));
        launch.config().forEach((key, value) -> environment.put(variable(key), value));
        builder.redirectErrorStream(true);
        builder.redirectInput(Redirect.from(new File("/dev/null")));
        builder.redirectOutput(log.toFile());
        return new NodeProcess(launch, builder.start());
    }

    /// How an environment variable for this configuration key is called.
    static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    public long pid() {
        return mark.pid();
    }

    public int port() {
        return launch.port();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + launch.port());
    }

    public Path log() {
        return launch.log();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// Waits until the node says that it is ready.
    ///
    /// @throws StartFailed when the process ends before that, or the time is over
    public void awaitReady(Duration limit) throws IOException, InterruptedException {
        var end = System.nanoTime() + limit.toNanos();
        while (!isReady(url())) {
            if (!process.isAlive()) {
                throw new StartFailed(
                        "The node ended with exit code " + process.exitValue() + ":", log());
            }
            if (System.nanoTime() - end > 0) {
                var limitReached = "The node was not ready within " + limit.toSeconds() + " s:";
                throw new StartFailed(limitReached, log());
            }
            Thread.sleep(POLL);
        }
    }

    /// Whether the node at this address says now that it is ready.
    public static boolean isReady(URI url) {
        return answer(url.resolve("/q/health/ready")).isPresent();
    }

    /// Waits until the node says that it reaches every other region; false when the time is over.
    public static boolean awaitOthers(URI url, Duration limit) throws InterruptedException {
        var end = System.nanoTime() + limit.toNanos();
        while (answer(url.resolve("/v1/regions"))
                .filter(list -> list.contains(ALL_REACHED))
                .isEmpty()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            Thread.sleep(POLL);
        }
        return true;
    }

    /// What is answered with status 200, if it is.
    private static Optional<String> answer(URI url) {
        try {
            var connection = (HttpURLConnection) url.toURL().openConnection();
            connection.setConnectTimeout(HTTP_LIMIT_MILLIS);
            connection.setReadTimeout(HTTP_LIMIT_MILLIS);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK
                        ? Optional.of(new String(connection.getInputStream().readAllBytes(), UTF_8))
                        : Optional.empty();
            } finally {
                connection.disconnect();
            }
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// `kill -9`; returns when the process is gone.
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /// Stops time for the node (SIGSTOP).
    public void pause() {
        mark.signal(Signal.STOP);
    }

    /// Lets a paused node go on.
    public void resume() {
        mark.signal(Signal.CONT);
    }

    /// Asks the node to end what it is doing and stop, paused or not; forces it after 30 seconds.
    /// Idempotent.
    public void stop() {
        mark.end(Signal.TERM, STOP_LIMIT);
    }

    @Override
    public void close() {
        stop();
    }

    @Override
    public String toString() {
        return "NodeProcess[" + url() + ", pid " + pid() + "]";
    }

    ProcessMark mark() {
        return mark;
    }

    /// Completes when the process has ended, with its exit code.
    CompletableFuture<Integer> ended() {
        return process.onExit().thenApply(Process::exitValue);
    }
}
