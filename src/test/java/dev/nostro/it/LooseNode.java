package dev.nostro.it;

import dev.nostro.local.NodeProcess;
import dev.nostro.local.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A node that joins a region for one test, configured in that test's own way, and is gone with it:
/// killed, if it does not stop by itself.
record LooseNode(NodeProcess process) implements AutoCloseable {

    private static final Path BUILD = Path.of("target");
    private static final Duration READY_LIMIT = Duration.ofMinutes(2);

    /// Starts a node on this database; returns when it is ready.
    static LooseNode join(Store store, String name, Map<String, String> config)
            throws IOException, InterruptedException {
        return join(store, name, config, List.of());
    }

    /// As [#join(Store, String, Map)], with these arguments for its JVM.
    static LooseNode join(
            Store store, String name, Map<String, String> config, List<String> jvmArguments)
            throws IOException, InterruptedException {
        Map<String, String> all = new HashMap<>(store.nodeConfig());
        all.put("nostro.region", RunningRegion.ID);
        all.putAll(config);
        NodeProcess process =
                NodeProcess.start(
                        new NodeProcess.Launch(
                                BUILD.resolve("quarkus-app"),
                                Ports.free(),
                                log(name),
                                all,
                                jvmArguments));
        try {
            process.awaitReady(READY_LIMIT);
            return new LooseNode(process);
        } catch (IOException | InterruptedException e) {
            process.kill();
            throw e;
        }
    }

    /// Where the node of this name writes.
    static Path log(String name) {
        return BUILD.resolve("it-logs").resolve("loose-" + name + ".log");
    }

    Client client() {
        return new Client(process.url());
    }

    @Override
    public void close() {
        process.resume();
        process.kill();
    }
}
