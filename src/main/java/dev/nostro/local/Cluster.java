package dev.nostro.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The folder with PostgreSQL's data files.
record Cluster(Path folder) {

    /// In the cluster, so that it cannot outlive it: says that it was created completely.
    private static final String FINISHED = "nostro-created";

    /// The embedding library's; it writes the file just before it starts the server.
    private static final String STARTING = "epg-lock";

    /// A server that lives says so in `postmaster.pid` within milliseconds.
    private static final Duration STILLBORN_AFTER = Duration.ofSeconds(10);

    boolean isFinished() {
        return Files.exists(folder.resolve(FINISHED));
    }

    void finish() throws IOException {
        Files.writeString(folder.resolve(FINISHED), Instant.now() + "\n");
    }

    /// Deletes what a creation that was cut short has left; nothing was ever kept in it.
    void discardUnfinished() throws IOException {
        if (!isFinished()) {
            OwnFolder.delete(folder);
        }
    }

    /// To be called before a start, where no server is at work.
    void prepareStart() throws IOException {
        Files.deleteIfExists(folder.resolve(STARTING));
    }

    /// Whether a start was tried and no server lives: the embedding library does not notice.
    boolean isStillborn() {
        try {
            var tried = Files.getLastModifiedTime(folder.resolve(STARTING)).toInstant();
            return tried.plus(STILLBORN_AFTER).isBefore(Instant.now()) && postmaster().isEmpty();
        } catch (IOException _) {
            return false;
        }
    }

    /// The server at work on this folder, if any, whoever started it.
    Optional<ProcessMark> postmaster() {
        try {
            var lines = Files.readAllLines(folder.resolve("postmaster.pid"));
            // Line 1 is its pid, line 3 when it started, in seconds.
            var started = Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip()));
            var mark = new ProcessMark(Long.parseLong(lines.getFirst().strip()), started);
            return mark.find().map(ProcessMark::of);
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    /// Options of `initdb`, where there is no cluster yet. Passwords from the first moment on; text
    /// sorted by code point, alike on every machine.
    Map<String, String> creation(Access access) throws IOException {
        if (isFinished()) {
            return Map.of();
        }
        var passwords = folder.resolveSibling("initial-password");
        Files.deleteIfExists(passwords);
        OwnFolder.writeSecret(passwords, access.administratorPassword());
        var options = new LinkedHashMap<String, String>();
        options.put("auth", "scram-sha-256");
        options.put("pwfile", passwords.toString());
        options.put("locale", "C");
        options.put("locale-provider", "builtin");
        options.put("builtin-locale", "C.UTF-8");
        return options;
    }
}
