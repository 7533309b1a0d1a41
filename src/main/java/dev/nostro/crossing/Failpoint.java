package dev.nostro.crossing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A place before or after each durable step and each message of a crossing, where a test can make
/// this process die or stand still.
///
/// Nothing happens unless the system property `nostro-failpoints` names a file. The file arms one
/// of them: `NAME halt` or `NAME stop`. Whoever passes it first takes the file away. The property
/// is no configuration key: as one that a deployment could set it would be refused at start.
public enum Failpoint {
    BEFORE_LOCAL,
    AFTER_LOCAL,
    BEFORE_PREPARE,
    PROMISES_RECEIVED,
    BEFORE_DECISION,
    AFTER_DECISION,
    BEFORE_ANSWER,
    BEFORE_SETTLE,
    SETTLE_CONFIRMED,
    AFTER_MARK,
    PREPARE_RECEIVED,
    AFTER_PROMISE,
    SETTLE_RECEIVED,
    AFTER_BOOKED,
    BEFORE_ASK,
    ASK_ANSWERED,
    ASK_RECEIVED,
    BEFORE_ABORT,
    AFTER_ABORT,
    BEFORE_REPLY,
    BEFORE_QUEUED,
    AFTER_QUEUED,
    BEFORE_EXPIRED,
    AFTER_EXPIRED;

    private static final @Nullable String ARMED = System.getProperty("nostro-failpoints");
    private static final int KILLED = 137;
    private static final long UNTIL_ALL_STAND_STILL = 200_000_000;

    void pass() {
        if (ARMED != null) {
            pass(Path.of(ARMED));
        }
    }

    private void pass(Path armed) {
        try {
            String[] words = Files.readString(armed).strip().split(" ", 2);
            if (words[0].equals(name())) {
                Files.delete(armed);
                act(words[1]);
            }
        } catch (NoSuchFileException _) {
            // not armed, or somebody else was first
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void act(String what) throws IOException {
        switch (what) {
            case "halt" -> Runtime.getRuntime().halt(KILLED);
            case "stop" -> {
                String self = Long.toString(ProcessHandle.current().pid());
                // Every shell has a kill; not every system has one as a program.
                var _ =
                        new ProcessBuilder("/bin/sh", "-c", "kill -STOP " + self)
                                .start()
                                .onExit()
                                .join();
                // Threads stop one after the other: this one must not get past it meanwhile.
                LockSupport.parkNanos(UNTIL_ALL_STAND_STILL);
            }
            default -> throw new IllegalArgumentException("a failpoint cannot " + what);
        }
    }
}
