package dev.nostro.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The built application that nodes are started from: a copy of its own where the command line made
/// one.
record Application(Path folder) {

    static Application named() {
        return new Application(
                Path.of(System.getProperty("nostro.application", "target/quarkus-app")));
    }

    /// Tells the next `up` that this copy is in use.
    void usedBy(long pid) throws IOException {
        var users = folder.resolve("users");
        if (Files.isDirectory(users)) {
            Files.write(users.resolve(Long.toString(pid)), new byte[0]);
        }
    }
}
