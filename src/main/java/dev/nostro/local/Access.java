package dev.nostro.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;

/// How to get at one embedded PostgreSQL: its port and its two passwords.
///
/// Kept beside the cluster in a file that only its owner can read, so that a restart finds the same
/// port and nobody else on the machine can log in.
record Access(int port, String password, String administratorPassword) {

    private static final String FILE = "access.properties";

    /// What the file says; made up and written down if there is none. Takes another port if
    /// somebody else listens on the remembered one.
    static Access of(Path folder) throws IOException {
        var file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            var fresh = new Access(Ports.free(), secret(), secret());
            fresh.write(file);
            return fresh;
        }
        return kept(folder);
    }

    /// As [#of(Path)], for a cluster that exists and that no new password opens.
    static Access kept(Path folder) throws IOException {
        var file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            throw new IOException("There is data in " + folder + ", but its passwords are gone");
        }
        var kept = read(file);
        if (Ports.isFree(kept.port)) {
            return kept;
        }
        var moved = new Access(Ports.free(), kept.password, kept.administratorPassword);
        moved.write(file);
        return moved;
    }

    private static Access read(Path file) throws IOException {
        try {
            var properties = PropertyFile.read(file);
            return new Access(
                    Integer.parseInt(properties.getOrDefault("port", "")),
                    properties.getOrDefault("password", ""),
                    properties.getOrDefault("administrator.password", ""));
        } catch (IllegalArgumentException e) {
            throw new IOException("Cannot be understood: " + file, e);
        }
    }

    private void write(Path file) throws IOException {
        PropertyFile.write(
                file,
                Map.of(
                        "port", Integer.toString(port),
                        "password", password,
                        "administrator.password", administratorPassword));
    }

    static String secret() {
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public String toString() {
        return "Access[port=" + port + "]";
    }
}
