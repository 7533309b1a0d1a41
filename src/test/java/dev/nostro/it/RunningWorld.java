package dev.nostro.it;

import dev.nostro.local.Links;
import dev.nostro.local.NodeProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// Several regions as they are run, joined by links that tests cut and slow down: each region a
/// [RunningRegion] of its own, the links in this process.
///
/// Region k of the plan has the address 127.0.1.(k + 1) on the links. Nodes and databases are
/// killed and started again through their region; a node keeps its port, so the links still find
/// it.
public final class RunningWorld implements AutoCloseable {

    /// Regions share it and nobody else knows it; here nobody else is to be kept out.
    private static final String SECRET = "known-to-the-regions-of-one-test-only";

    /// Regions greet each other every second; a busy machine takes longer.
    private static final Duration GREETING_LIMIT = Duration.ofSeconds(30);

    private final Links links;
    private final Map<String, RunningRegion> regions = new LinkedHashMap<>();

    /// What to start.
    ///
    /// @param name tells its logs apart from those of other worlds of the same test run
    /// @param regions their ids
    /// @param nodes of each region
    /// @param oneWay how long the links take, each way
    /// @param config for every node, as in `application.properties`
    public record Plan(
            String name,
            List<String> regions,
            int nodes,
            Duration oneWay,
            Map<String, String> config) {

        public Plan {
            regions = List.copyOf(regions);
            config = Map.copyOf(config);
        }

        /// Regions of this many nodes each, near enough for quick tests.
        public static Plan of(String name, int nodes, String... regions) {
            return new Plan(name, List.of(regions), nodes, Duration.ofMillis(5), Map.of());
        }

        public Plan withOneWay(Duration other) {
            return new Plan(name, regions, nodes, other, config);
        }

        public Plan withConfig(Map<String, String> more) {
            return new Plan(name, regions, nodes, oneWay, more);
        }

        private RunningRegion.Plan of(String region, Links links) {
            var all = new HashMap<>(links.nodeConfig(region, SECRET));
            all.putAll(config);
            return RunningRegion.Plan.of(name + "-" + region, nodes)
                    .withRegion(region)
                    .withConfig(all);
        }
    }

    private RunningWorld(Links links) {
        this.links = links;
    }

    /// Starts all regions at once; returns when every node is ready and reaches all regions.
    public static RunningWorld start(Plan plan) throws IOException {
        var world = new RunningWorld(Links.open(plan.regions(), plan.oneWay()));
        try {
            world.startAll(plan);
            world.awaitGreetings();
            return world;
        } catch (IOException | RuntimeException e) {
            world.close();
            throw e;
        }
    }

    private void startAll(Plan plan) throws IOException {
        var starting = new LinkedHashMap<String, Future<RunningRegion>>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var region : plan.regions()) {
                var one = plan.of(region, links);
                starting.put(region, executor.submit(() -> start(one)));
            }
        }
        for (var region : starting.entrySet()) {
            if (region.getValue().state() == Future.State.SUCCESS) {
                regions.put(region.getKey(), region.getValue().resultNow());
            }
        }
        for (var region : starting.values()) {
            await(region);
        }
    }

    private RunningRegion start(RunningRegion.Plan plan) throws IOException {
        var region = RunningRegion.start(plan);
        links.lead(region.id(), urls(region));
        return region;
    }

    private static List<URI> urls(RunningRegion region) {
        return IntStream.range(0, region.nodes())
                .mapToObj(region::node)
                .map(NodeProcess::url)
                .toList();
    }

    private static void await(Future<RunningRegion> region) throws IOException {
        try {
            region.get();
        } catch (ExecutionException e) {
            throw new IOException("a region did not start", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /// Waits until every node reaches every other region: also of use after a heal.
    public void awaitGreetings() throws IOException {
        try {
            for (var region : regions()) {
                for (var node : urls(region)) {
                    if (!NodeProcess.awaitOthers(node, GREETING_LIMIT)) {
                        throw new IOException(node + " does not reach every region");
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /// The region of this id.
    public RunningRegion region(String id) {
        var region = regions.get(id);
        if (region == null) {
            throw new IllegalArgumentException("no region " + id);
        }
        return region;
    }

    public List<RunningRegion> regions() {
        return List.copyOf(regions.values());
    }

    /// The way into node 0 of a region; what it opens is opened there.
    public Client client(String region) {
        return region(region).client(0);
    }

    /// Everything that can be done to what lies between the regions.
    public Links links() {
        return links;
    }

    /// From now on nothing passes between the two, silently.
    public void cut(String one, String other) {
        links.cut(one, other);
    }

    /// From now on nothing gets from the one to the other; the way back stays open.
    public void cutOneWay(String from, String to) {
        links.line(from, to).cut();
    }

    public void heal(String one, String other) {
        links.heal(one, other);
    }

    public void delay(String one, String other, Duration oneWay) {
        links.delay(one, other, oneWay);
    }

    /// Everything passes again, everywhere.
    public void healAll() {
        for (var one : links.regions()) {
            links.regions().stream()
                    .filter(other -> !other.equals(one))
                    .forEach(other -> links.line(one, other).heal());
        }
    }

    /// Ends all of it. Idempotent.
    @Override
    public void close() {
        regions().parallelStream().forEach(RunningRegion::close);
        try {
            links.close();
        } catch (IOException e) {
            throw new IllegalStateException("the links did not end cleanly", e);
        }
    }
}
