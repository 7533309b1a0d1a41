package dev.nostro.bench;

import dev.nostro.local.Database;
import dev.nostro.local.NodeProcess;
import dev.nostro.local.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A fresh PostgreSQL and nodes in a temporary folder, all of it gone after [#close()], which may
/// be called from any thread, at any time and more than once.
final class OwnSite implements Site {
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);

    /// The nodes find the database by its address: nothing else of a region is set.
    private static final Map<String, String> CONFIG = Map.of("nostro.region", OwnSite.REGION);

    static final String REGION = "eu";

    private final Path folder;
    private final Path binaries;
    private final List<OwnSite> others = new ArrayList<>();
    private Optional<Database> postgres = Optional.empty();
    private Optional<NodeProcess> node = Optional.empty();
    private Optional<NodeProcess> bound = Optional.empty();
    private final Thread onExit = new Thread(this::close, "bench-cleanup");
    private boolean closed;

    private OwnSite(Path folder, Path binaries) {
        this.folder = folder;
        this.binaries = binaries;
    }

    /// Starts PostgreSQL and a node; returns when the node is ready.
    static OwnSite start() throws IOException, InterruptedException {
        Path folder = newFolder();
        var site = new OwnSite(folder, folder.resolve("postgresql"));
        Runtime.getRuntime().addShutdownHook(site.onExit);
        site.startOrClose();
        return site;
    }

    /// Starts another one with the same PostgreSQL programs: they are unpacked once in a process.
    /// It is closed at the latest when this one is.
    OwnSite startAnother() throws IOException, InterruptedException {
        OwnSite other;
        synchronized (this) {
            refuseWhenClosed();
            other = new OwnSite(newFolder(), binaries);
            others.add(other);
        }
        other.startOrClose();
        return other;
    }

    private void startOrClose() throws IOException, InterruptedException {
        try {
            startAll();
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /// Beside the launcher's own data, on a real disk: a temporary folder may be in memory, and the
    /// launcher empties its own.
    private static Path newFolder() throws IOException {
        String home = System.getProperty("nostro.home");
        if (home == null) {
            return Files.createTempDirectory("nostro-bench");
        }
        Path parent = Files.createDirectories(Path.of(home).toAbsolutePath());
        return Files.createTempDirectory(parent, "bench-");
    }

    /// Starts a node beside the first that decides every command in a batch of its own.
    void startOneByOne() throws IOException, InterruptedException {
        NodeProcess started = startNode("one-by-one", Map.of("nostro.writer.batch", "1"));
        bound = Optional.of(started);
        started.awaitReady(READY_WITHIN);
    }

    private void startAll() throws IOException, InterruptedException {
        synchronized (this) {
            refuseWhenClosed();
            var place =
                    new Database.Place(
                            folder.resolve("database"), binaries, folder.resolve("postgresql.log"));
            postgres = Optional.of(Database.start(place));
        }
        NodeProcess started = startNode("node", Map.of());
        node = Optional.of(started);
        started.awaitReady(READY_WITHIN);
    }

    private synchronized NodeProcess startNode(String name, Map<String, String> more)
            throws IOException {
        refuseWhenClosed();
        Map<String, String> config = new HashMap<>(CONFIG);
        config.putAll(postgres.orElseThrow().nodeConfig());
        config.putAll(more);
        return NodeProcess.start(
                new NodeProcess.Launch(
                        application(),
                        Ports.free(),
                        folder.resolve(name + ".log"),
                        config,
                        List.of()));
    }

    private void refuseWhenClosed() throws IOException {
        if (closed) {
            throw new IOException("the bench is being stopped");
        }
    }

    /// The built application: the one the launcher names, or the one that this class is part of.
    private static Path application() throws IOException {
        String named = System.getProperty("nostro.application");
        return named == null ? aroundThisClass() : Path.of(named);
    }

    private static Path aroundThisClass() throws IOException {
        try {
            var source = OwnSite.class.getProtectionDomain().getCodeSource().getLocation();
            Path jar = Path.of(source.toURI());
            Path application = jar.resolveSibling("..").normalize();
            if (Files.exists(application.resolve("quarkus-run.jar"))) {
                return application;
            }
            throw new IOException("no built application around " + jar);
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    @Override
    public Endpoint service() {
        return endpoint(node.orElseThrow());
    }

    @Override
    public Optional<Endpoint> oneByOne() {
        return bound.map(OwnSite::endpoint);
    }

    @Override
    public Optional<RawLimit.Database> database() {
        return postgres.map(own ->
                settings ->
                        DriverManager.getConnection(
                                own.jdbcUrl() + "?" + String.join("&", settings),
                                own.username(),
                                own.password()));
    }

    @Override
    public OptionalLong postmaster() {
        return postgres.map(own -> OptionalLong.of(own.pid())).orElse(OptionalLong.empty());
    }

    private static Endpoint endpoint(NodeProcess process) {
        return new Endpoint(process.url(), OptionalLong.of(process.pid()));
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        others.forEach(OwnSite::close);
        bound.ifPresent(NodeProcess::close);
        node.ifPresent(NodeProcess::close);
        try {
            if (postgres.isPresent()) {
                postgres.get().close();
            }
            delete();
        } catch (IOException e) {
            throw new UncheckedIOException("not all of " + folder + " could be removed", e);
        }
        forgetExit();
    }

    private void forgetExit() {
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException _) {
            // The hook is what runs now.
        }
    }

    private void delete() throws IOException {
        try (var tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
