package dev.nostro.local;

import java.util.Map;

/// How the embedded PostgreSQL is set: everything durable said aloud, sized for a laptop.
final class ServerSettings {

    static final Map<String, String> LAPTOP =
            Map.ofEntries(
                    // The embedding library turns the first two off unless told otherwise.
                    Map.entry("fsync", "on"),
                    Map.entry("synchronous_commit", "on"),
                    Map.entry("full_page_writes", "on"),
                    // Reached over loopback only; no socket in a folder that others can write to.
                    Map.entry("listen_addresses", "127.0.0.1"),
                    Map.entry("unix_socket_directories", ""),
                    Map.entry("max_connections", "100"),
                    Map.entry("shared_buffers", "1GB"),
                    Map.entry("wal_buffers", "16MB"),
                    // Rare checkpoints: after each, whole pages go to the log once more.
                    Map.entry("checkpoint_timeout", "15min"),
                    Map.entry("max_wal_size", "4GB"),
                    Map.entry("random_page_cost", "1.1"),
                    Map.entry("jit", "off"),
                    Map.entry("log_line_prefix", "%m [%p] "),
                    Map.entry("log_timezone", "UTC"),
                    Map.entry("timezone", "UTC"));

    private ServerSettings() {}

    /// The server's command line goes through a shell.
    static String quoted(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }
}
