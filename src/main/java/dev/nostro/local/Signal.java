package dev.nostro.local;

import java.io.IOException;
import java.io.UncheckedIOException;

/// A POSIX signal, sent by the shell's own `kill`.
///
/// Java can send only SIGTERM and SIGKILL, and a minimal system has no `kill` program; every shell
/// has one built in.
enum Signal {
    INT,
    QUIT,
    TERM,
    KILL,
    STOP,
    CONT;

    /// Returns when the signal is sent; a process that is gone already is no failure.
    void send(long pid) {
        if (pid <= 1) {
            throw new IllegalArgumentException("not a process to signal: " + pid);
        }
        var command = "kill -" + name() + " " + pid;
        try {
            var shell =
                    new ProcessBuilder("/bin/sh", "-c", command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            var _ = shell.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run: " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
