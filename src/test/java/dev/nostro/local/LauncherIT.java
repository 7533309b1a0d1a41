package dev.nostro.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumingThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The command line as people use it: real processes, started by the script.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class LauncherIT {

    private static final boolean CURL =
            Stream.of(System.getenv("PATH").split(":", -1))
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, "curl")));

    private static final String NOTHING_RUNS = "nostro: nothing runs; start it with ./nostro up\n";

    @TempDir Path folder = Path.of("");

    private NostroHome home = new NostroHome(folder);
    private int port;

    /// How a command ended. Its output was read to the end: it keeps no stream open.
    private record Ended(int code, String output) {}

    @BeforeEach
    void chooseHomeAndPort() throws IOException {
        home = new NostroHome(folder.resolve("home"));
        do {
            port = Ports.free();
        } while (port > Request.LAST_PORT - 201
                || !Ports.isFree(port + 1)
                || !Ports.isFree(port + 100)
                || !Ports.isFree(port + 200));
    }

    @AfterEach
    void leaveNothing() throws Exception {
        nostro("down");
    }

    @Test
    void runsUntilItIsToldToStopAndKeepsItsData() throws Exception {
        var started = up("--nodes", "2");
        assertThat(started.code()).as(started.output()).isZero();
        var first = state();
        assumingThat(CURL, () -> assertThatFirstStepsWork(started.output()));
        assertThat(first.nodes()).hasSize(2).allMatch(node -> NodeProcess.isReady(node.url()));
        var status = nostro("status");
        assertThat(status.code()).as(status.output()).isZero();
        assertThat(status.output()).contains(":" + port, ":" + (port + 1), "ready", "MB");

        var second = up();
        assertThat(second.code()).isEqualTo(1);
        assertThat(second.output()).contains("runs already", "http://127.0.0.1:" + port);

        execute("CREATE TABLE note AS SELECT 'kept' AS text");
        assertThat(nostro("down").code()).isZero();
        assertNothingIsLeftOf(first);
        assertThat(nostro("status").code()).isEqualTo(3);
        assertThat(nostro("down")).isEqualTo(new Ended(0, "Nothing runs.\n"));

        assertThat(up().code()).isZero();
        execute("SELECT text FROM note");
        var third = state();
        third.nodes().getFirst().process().signal(Signal.STOP);
        assertThat(nostro("down", "--wipe").code()).isZero();
        assertNothingIsLeftOf(third);
        assertThat(home.data()).doesNotExist();
    }

    @Test
    void copesWithWhatIsKilledAndWhatIsPaused() throws Exception {
        assertThat(up().code()).isZero();
        var killed = state();
        killed.launcher().kill();
        var status = nostro("status");
        assertThat(status.code()).isEqualTo(1);
        assertThat(status.output()).contains("launcher was killed");

        var again = up();
        assertThat(again.code()).as(again.output()).isZero();
        assertNothingIsLeftOf(killed);
        assertThat(nostro("status").code()).isZero();

        var running = state();
        running.nodes().getFirst().process().kill();
        status = nostro("status");
        assertThat(status.code()).isEqualTo(1);
        assertThat(status.output()).containsPattern("node 0 .* down");

        running.launcher().signal(Signal.STOP);
        running.databases().getFirst().process().signalTree(Signal.STOP);
        assertThat(nostro("down").code()).isZero();
        assertNothingIsLeftOf(running);
    }

    @Test
    void stopsInOrderWhenInterrupted() throws Exception {
        var process = start(Map.of(), "up", "--regions", "eu", "--port", "" + port);
        var output = process.inputReader(UTF_8);
        for (var line = output.readLine(); ; line = output.readLine()) {
            assertThat(line).as("ends before it is up").isNotNull();
            if (line.startsWith("Stop it with")) {
                break;
            }
        }
        var running = state();
        Signal.INT.send(process.pid());
        assertThat(output.lines()).contains("Stopped. The data is kept.");
        assertThat(process.waitFor()).isEqualTo(130);
        assertNothingIsLeftOf(running);
    }

    @Test
    void showsTheLogOfANodeThatDoesNotStart() throws Exception {
        var options = Map.of("NOSTRO_NODE_JAVA_OPTS", "-XX:Nonsense");
        var ended = end(start(options, "up", "--regions", "eu", "--detach", "--port", "" + port));
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).contains("Unrecognized VM option 'Nonsense'");
        assertThat(nostro("status").code()).isEqualTo(3);
        assertThat(new Cluster(home.data().resolve("eu/cluster")).postmaster()).isEmpty();
    }

    @Test
    void saysWhichPortIsTaken() throws Exception {
        try (var _ = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var ended = up();
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.output()).contains("Port " + port + " of 127.0.0.1 is taken");
        }
    }

    @Test
    void startsThreeRegionsAndBreaksWhatItIsToldTo() throws Exception {
        assertThat(chaos("cut eu us")).isEqualTo(new Ended(1, NOTHING_RUNS));
        var started = nostro("up", "--detach", "--port", "" + port, "--wan", "20ms");
        assertThat(started.code()).as(started.output()).isZero();
        assertThat(started.output()).contains("every region reaches the others");
        assumingThat(CURL, () -> assertThatFirstStepsWork(started.output()));
        assertThat(started.output()).contains("  ap    http://127.0.0.1:" + (port + 200));
        var running = state();
        assertThat(running.parts())
                .extracting(RunningState.Part::region)
                .containsExactly("eu", "eu", "us", "us", "ap", "ap");
        var status = nostro("status");
        assertThat(status.code()).as(status.output()).isZero();
        assertThat(status.output()).contains("us - ap: 20 ms each way");

        breaksLinks();
        breaksNodes();
        breaksDatabases();
        assertThat(nostro("status").code()).isZero();
        assertThat(Files.readString(home.launcherLog())).doesNotContain("by itself");
        var last = state();
        assertThat(nostro("down").code()).isZero();
        assertNothingIsLeftOf(last);
    }

    private void breaksLinks() throws Exception {
        assertThat(chaos("cut eu us --one-way").code()).isZero();
        assertThat(chaos("delay eu ap 80ms").code()).isZero();
        assertThat(chaos("lose us ap 0.5%").code()).isZero();
        assertThat(nostro("status").output())
                .contains(
                        "eu - us: there cut, 20 ms; back 20 ms",
                        "eu - ap: 80 ms each way",
                        "us - ap: 20 ms, loses 0.5% each way");
        assertThat(chaos("heal us eu").code()).isZero();
        assertThat(nostro("status").output()).contains("eu - us: 20 ms each way");
        assertThat(chaos("cut eu mars")).satisfies(LauncherIT::isMisuse);
        assertThat(chaos("cut eu")).satisfies(LauncherIT::isMisuse);
    }

    private void breaksNodes() throws Exception {
        var node = state().nodes().get(1);
        assertThat(chaos("kill us 0")).isEqualTo(new Ended(0, "Killed: node 0 of us.\n"));
        assertThat(node.process().isAlive()).isFalse();
        assertThat(nostro("status").output()).containsPattern("us +node 0 .* down");
        var again = chaos("kill us 0");
        assertThat(again).isEqualTo(new Ended(1, "nostro: node 0 of us does not run\n"));
        assertThat(chaos("restart us 0").code()).isZero();
        assertThat(NodeProcess.isReady(node.url())).isTrue();
        assertThat(chaos("pause us 0").code()).isZero();
        assertThat(NodeProcess.isReady(node.url())).isFalse();
        assertThat(chaos("resume us 0").code()).isZero();
        assertThat(NodeProcess.isReady(node.url())).isTrue();
        var missing = chaos("kill us 1");
        assertThat(missing).isEqualTo(new Ended(1, "nostro: there is no node 1 of us; it has 1\n"));
    }

    private void breaksDatabases() throws Exception {
        var before = state().databases().getFirst();
        assertThat(chaos("kill eu db").code()).isZero();
        assertThat(before.process().isAlive()).isFalse();
        assertThat(chaos("restart eu db").code()).isZero();
        assertThat(chaos("restart eu db").code()).isZero();
        var after = state().databases().getFirst();
        assertThat(after.process().isAlive()).isTrue();
        assertThat(after.port()).isEqualTo(before.port());
    }

    private Ended chaos(String words) throws Exception {
        return nostro(("chaos " + words).split(" ", -1));
    }

    @Test
    void refusesWhatItDoesNotKnow() throws Exception {
        assertThat(nostro("fly")).satisfies(LauncherIT::isMisuse);
        assertThat(nostro("up", "--wan", "40")).satisfies(LauncherIT::isMisuse);
        assertThat(
                        end(
                                start(
                                        Map.of("QUARKUS_DATASOURCE_JDBC_URL", "x"),
                                        "up",
                                        "--regions",
                                        "eu,us")))
                .satisfies(LauncherIT::isMisuse);
        assertThat(nostro("test", "--some")).satisfies(LauncherIT::isMisuse);
        for (var command : List.of("up", "status", "down", "chaos", "bench", "test")) {
            var help = nostro(command, "--help");
            assertThat(help.code()).isZero();
            assertThat(help.output()).startsWith("./nostro " + command);
        }
    }

    /// What `up` prints last is meant to be copied into a shell.
    private static void assertThatFirstStepsWork(String output) throws Exception {
        var steps = output.lines().filter(line -> line.matches("(cash=|curl |sleep ).*")).toList();
        assertThat(steps).hasSizeGreaterThanOrEqualTo(3);
        var shell = new ProcessBuilder("bash", "-c", String.join("\n", steps));
        assertThat(end(shell.redirectErrorStream(true).start()).output())
                .contains("\"status\":\"posted\"", "\"closingBalance\":\"125.00\"");
    }

    private static void isMisuse(Ended ended) {
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.output()).startsWith("nostro: ").contains("./nostro help").hasLineCount(1);
    }

    private static void assertNothingIsLeftOf(RunningState state) {
        assertThat(state.launcher().isAlive()).isFalse();
        assertThat(state.parts()).noneMatch(part -> part.process().isAlive());
    }

    private RunningState state() throws IOException {
        return RunningState.read(home.state()).orElseThrow();
    }

    private void execute(String sql) throws Exception {
        var port = state().databases().getFirst().port();
        var password =
                PropertyFile.read(home.data().resolve("eu/access.properties")).get("password");
        var url = "jdbc:postgresql://127.0.0.1:" + port + "/" + Database.NAME;
        try (Connection connection = DriverManager.getConnection(url, Database.NAME, password);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Ended up(String... options) throws Exception {
        var words =
                new ArrayList<>(List.of("up", "--detach", "--port", "" + port, "--regions", "eu"));
        words.addAll(List.of(options));
        return nostro(words.toArray(String[]::new));
    }

    private Ended nostro(String... words) throws Exception {
        return end(start(Map.of(), words));
    }

    private static Ended end(Process process) throws Exception {
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), output);
    }

    private Process start(Map<String, String> environment, String... words) throws IOException {
        var command = new ArrayList<>(List.of(Path.of("nostro").toAbsolutePath().toString()));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("NOSTRO_HOME", home.folder().toString());
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true).start();
    }
}
