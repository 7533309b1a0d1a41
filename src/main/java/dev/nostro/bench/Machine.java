package dev.nostro.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What the figures were measured on: without it they say nothing.
record Machine(Map<String, String> facts) {

    static Machine of(Optional<RawLimit.Database> database) throws SQLException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("processor", line("/proc/cpuinfo", "model name"));
        facts.put("memory", line("/proc/meminfo", "MemTotal"));
        facts.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("jdk", System.getProperty("java.vendor.version", "") + " " + Runtime.version());
        if (database.isPresent()) {
            try (Connection connection = database.get().connect()) {
                for (String setting : SETTINGS) {
                    facts.put(setting, show(connection, setting));
                }
            }
        }
        return new Machine(facts);
    }

    private static final String[] SETTINGS = {
        "server_version", "fsync", "synchronous_commit", "full_page_writes", "shared_buffers"
    };

    private static String show(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show " + setting)) {
            return row.next() ? row.getString(1) : "?";
        }
    }

    private static String line(String file, String name) {
        try {
            for (String line : Files.readAllLines(Path.of(file))) {
                if (line.startsWith(name)) {
                    return line.substring(line.indexOf(':') + 1).strip();
                }
            }
        } catch (IOException _) {
            // Not a Linux: the line stays unknown.
        }
        return "?";
    }
}
