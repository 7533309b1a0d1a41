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

    static final String REGION = "eu";

    /// The nodes find the database by its address: nothing else of a region is set.
    private static final Map<String, String> ALONE = Map.of("nostro.region", OwnSite.REGION);

    private final Path folder;
    private final Path binaries;
    private final Map<String, String> config;
    private final List<OwnSite> others = new ArrayList<>();
    private Optional<Database> postgres = Optional.empty();
    private Optional<NodeProcess> node = Optional.empty();
    private Optional<NodeProcess> bound = Optional.empty();
    private final Thread onExit = new Thread(this::close, "bench-cleanup");
    private boolean closed;

    private OwnSite(Path folder, Path binaries, Map<String, String> config) {
        this.folder = folder;
        this.binaries = binaries;
        this.config = config;
    }

    /// Starts PostgreSQL and a node; returns when the node is ready.
    static OwnSite start() throws IOException, InterruptedException {
        return start(ALONE);
    }

    /// Starts a region that these keys configure, its name among them.
    static OwnSite start(Map<String, String> config) throws IOException, InterruptedException {
        Path folder = newFolder();
        var site = new OwnSite(folder, folder.resolve("postgresql"), config);
        Runtime.getRuntime().addShutdownHook(site.onExit);
        site.startOrClose();
        return site;
    }

    /// Starts another one with the same PostgreSQL programs: they are unpacked once in a process.
    /// It is closed at the latest when this one is.
    OwnSite startAnother() throws IOException, InterruptedException {
        return startAnother(config);
    }

    /// The same, as a region that these keys configure.
    OwnSite startAnother(Map<String, String> otherConfig) throws IOException, InterruptedException {
        OwnSite other;
        synchronized (this) {
            refuseWhenClosed();
            other = new OwnSite(newFolder(), binaries, otherConfig);
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
        startBound(Map.of("nostro.writer.batch", "1"));
    }

    /// Starts a node beside the first that these keys bind.
    void startBound(Map<String, String> bounds) throws IOException, InterruptedException {
        NodeProcess started = startNode("bound", bounds);
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
        Map<String, String> all = new HashMap<>(config);
        all.putAll(postgres.orElseThrow().nodeConfig());
        all.putAll(more);
        return NodeProcess.start(
                new NodeProcess.Launch(
                        application(),
                        Ports.free(),
                        folder.resolve(name + ".log"),
                        all,
                        List.of()));
    }

    /// Stops time for the database and the nodes: nothing is refused, nothing is answered.
    synchronized void pause() {
        node.ifPresent(NodeProcess::pause);
        bound.ifPresent(NodeProcess::pause);
        postgres.ifPresent(Database::pause);
    }

    /// Lets all of it go on. Idempotent.
    synchronized void resume() {
        postgres.ifPresent(Database::resume);
        bound.ifPresent(NodeProcess::resume);
        node.ifPresent(NodeProcess::resume);
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
    public List<Long> postmasters() {
        return postgres.map(Database::pid).stream().toList();
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
