package dev.nostro.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// One process, told apart from a later one that was given the same pid by when it started.
///
/// It can be written down and read back by another process, after a crash or a reboot too.
record ProcessMark(long pid, Instant startedAt) {

    /// The kernel counts starts in hundredths since boot, and the boot time itself is rounded.
    private static final Duration TOLERANCE = Duration.ofSeconds(3);

    private static final Duration POLL = Duration.ofMillis(20);

    static ProcessMark of(ProcessHandle process) {
        return new ProcessMark(
                process.pid(), process.info().startInstant().orElseGet(Instant::now));
    }

    static ProcessMark own() {
        return of(ProcessHandle.current());
    }

    /// Reads what [#toString()] wrote.
    static ProcessMark parse(String text) {
        var at = text.indexOf('@');
        if (at < 1) {
            throw new IllegalArgumentException("not a process: " + text);
        }
        return new ProcessMark(
                Long.parseLong(text.substring(0, at)), Instant.parse(text.substring(at + 1)));
    }

    /// The process itself, if it still runs.
    Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(this::startedThen)
                .filter(process -> !isZombie(process.pid()));
    }

    boolean isAlive() {
        return find().isPresent();
    }

    /// Sends the signal, unless the process is gone.
    void signal(Signal signal) {
        if (isAlive()) {
            signal.send(pid);
        }
    }

    /// Sends the signal to the process and to all that descend from it.
    void signalTree(Signal signal) {
        find().ifPresent(root ->
                Stream.concat(Stream.of(root), root.descendants())
                        .toList()
                        .forEach(process -> signal.send(process.pid())));
    }

    /// Waits until the process is gone; false when the time is over and it is not.
    boolean awaitEnd(Duration limit) {
        var end = System.nanoTime() + limit.toNanos();
        while (isAlive()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return !isAlive();
            }
        }
        return true;
    }

    /// Asks the process to end, also when it is paused, and forces it after the limit.
    void end(Signal ask, Duration limit) {
        signal(ask);
        signal(Signal.CONT);
        if (!awaitEnd(limit)) {
            kill();
        }
    }

    /// Ends the process at once, without asking it.
    void kill() {
        signal(Signal.KILL);
        var _ = awaitEnd(Duration.ofSeconds(10));
    }

    @Override
    public String toString() {
        return pid + "@" + startedAt;
    }

    private boolean startedThen(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(start -> Duration.between(start, startedAt).abs().compareTo(TOLERANCE) <= 0)
                .orElse(true);
    }

    /// Dead, but its parent (in a container often nobody) has not asked how it ended.
    private static boolean isZombie(long pid) {
        var stat = Path.of("/proc", Long.toString(pid), "stat");
        try {
            var text = Files.readString(stat);
            return text.startsWith("Z", text.lastIndexOf(')') + 2);
        } catch (IOException _) {
            return false;
        }
    }
}
