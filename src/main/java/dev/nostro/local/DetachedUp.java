package dev.nostro.local;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// `nostro up --detach`: starts a launcher in a session of its own, shows what it says until all is
/// ready, and leaves it alone.
///
/// The launcher keeps no stream of the caller: it reads nothing and writes to its log.
record DetachedUp(NostroHome home, List<String> words, PrintStream out) {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final int REFUSED = 1;

    int run() throws IOException, InterruptedException {
        OwnFolder.create(home.folder());
        Files.createDirectories(home.logs());
        var running = RunningState.read(home.state());
        if (running.filter(state -> state.launcher().isAlive()).isPresent()) {
            out.println(Launcher.alreadyRuns(home));
            return REFUSED;
        }
        var launcher = start();
        var end = new Thread(launcher::destroy, "stop what is not ready");
        Runtime.getRuntime().addShutdownHook(end);
        var ready = follow(launcher);
        var _ = Runtime.getRuntime().removeShutdownHook(end);
        return ready ? 0 : Math.max(launcher.exitValue(), REFUSED);
    }

    private Process start() throws IOException {
        var command = new ArrayList<String>();
        for (var folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            var setsid = Path.of(folder, "setsid");
            // Where there is none (macOS) it stays in the caller's session.
            if (command.isEmpty() && Files.isExecutable(setsid)) {
                command.add(setsid.toString());
            }
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-D" + Launcher.DETACHED + "=true");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        words.stream().filter(word -> !word.equals("--detach")).forEach(command::add);
        Files.deleteIfExists(home.launcherLog());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectOutput(home.launcherLog().toFile())
                .start();
    }

    /// True as soon as the launcher has written that all is ready, false if it ends before.
    private boolean follow(Process launcher) throws IOException, InterruptedException {
        try (var log = FileChannel.open(home.launcherLog());
                var text = Channels.newInputStream(log)) {
            while (true) {
                var alive = launcher.isAlive();
                var ready = alive && isReady(launcher.pid());
                text.transferTo(out);
                out.flush();
                if (ready || !alive) {
                    return ready;
                }
                Thread.sleep(POLL);
            }
        }
    }

    private boolean isReady(long pid) throws IOException {
        return RunningState.read(home.state())
                .filter(state -> state.launcher().pid() == pid)
                .filter(RunningState::ready)
                .isPresent();
    }
}
