package dev.nostro.local;

import java.nio.file.Path;

/// The folder where everything lives that a launcher keeps: data, logs, what runs.
record NostroHome(Path folder) {

    NostroHome {
        folder = folder.toAbsolutePath().normalize();
    }

    Path state() {
        return folder.resolve("running.properties");
    }

    /// Locked by the launcher that runs; the system unlocks it when that ends, however it ends.
    Path lock() {
        return folder.resolve("running.lock");
    }

    /// How to talk to the launcher that runs.
    Path control() {
        return folder.resolve("control.properties");
    }

    /// What stays the same from run to run and is nobody else's business.
    Path secrets() {
        return folder.resolve("secrets.properties");
    }

    Path logs() {
        return folder.resolve("logs");
    }

    Path data() {
        return folder.resolve("data");
    }

    Path launcherLog() {
        return logs().resolve("up.log");
    }

    Path nodeLog(String region, int node) {
        return logs().resolve(region + "-" + node + ".log");
    }

    Database.Place database(String region) {
        return new Database.Place(
                data().resolve(region),
                folder.resolve("postgresql"),
                logs().resolve(region + "-database.log"));
    }
}
