package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostro.crossing.Failpoint;
import dev.nostro.local.NodeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A node of eu, in the world of [TwoRegions], that stands still or dies at a [Failpoint]. It does
/// nothing but what its clients ask of it: what it leaves undone, others have to end.
record Coordinator(LooseNode node, Path armed) implements AutoCloseable {

    /// How many commands may wait in it.
    static final int QUEUE = 16;

    private static final Duration REACHED = Duration.ofSeconds(20);

    /// So no transaction of its own is caught by a stop, and nobody wonders whose it is. One
    /// crossing at a time: what comes while it is under way travels together after it. A queue that
    /// a test can fill.
    private static final Map<String, String> ONLY_WHAT_IS_ASKED =
            Map.of(
                    "nostro.journal.every", "1h",
                    "nostro.crossing.every", "1h",
                    "nostro.crossing.window", "1",
                    "nostro.writer.count", "1",
                    "nostro.writer.queue", Integer.toString(QUEUE));

    private static final String NAME = "coordinator";

    /// Starts one; returns when it reaches the other region.
    static Coordinator join(RunningWorld world) throws IOException, InterruptedException {
        Path armed = Path.of("target", "failpoint-of-" + NAME).toAbsolutePath();
        Files.deleteIfExists(armed);
        Map<String, String> all = new HashMap<>(ONLY_WHAT_IS_ASKED);
        all.putAll(world.links().nodeConfig("eu", TwoRegions.SECRET));
        all.put("nostro.answer.within", TwoRegions.PATIENCE.toSeconds() + "s");
        LooseNode node =
                LooseNode.join(
                        world.region("eu").store(),
                        NAME,
                        all,
                        List.of("-Dnostro-failpoints=" + armed));
        Coordinator coordinator = new Coordinator(node, armed);
        if (!NodeProcess.awaitOthers(node.process().url(), REACHED)) {
            coordinator.close();
            throw new IOException("the coordinator does not reach the other region");
        }
        return coordinator;
    }

    Client client() {
        return node.client();
    }

    /// Whatever crosses next stops here.
    void stopAt(Failpoint point) throws IOException {
        arm(point + " stop");
    }

    /// Whatever crosses next ends the process here.
    void dieAt(Failpoint point) throws IOException {
        arm(point + " halt");
    }

    private void arm(String what) throws IOException {
        Path whole = Files.writeString(armed.resolveSibling(armed.getFileName() + ".new"), what);
        Files.move(whole, armed, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Waits until the armed point is reached.
    void awaitReached() throws Exception {
        Eventually.within(REACHED, () -> assertThat(armed).doesNotExist());
    }

    /// Lets it go on after a stop.
    void resume() {
        node.process().resume();
    }

    @Override
    public void close() throws IOException {
        node.close();
        Files.deleteIfExists(armed);
    }
}
