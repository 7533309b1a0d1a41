package dev.nostro.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;

/// A real PostgreSQL on this machine, durable, reachable on 127.0.0.1 with a password only.
///
/// Started again on the same folder it has the same data, and the same port if that is still free.
/// It does not end with this process: whoever starts it stops it.
public final class Database implements AutoCloseable {

    /// The name of the database and of the role that owns it.
    public static final String NAME = "nostro";

    private static final String ADMINISTRATOR = "postgres";

    /// A start after a crash replays up to `max_wal_size` of log.
    private static final Duration START_LIMIT = Duration.ofMinutes(5);

    private static final Duration POLL = Duration.ofMillis(50);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    /// The library reports as errors what is expected here, such as a server that was killed.
    private static final Logger LIBRARY = Logger.getLogger("io.zonky.test.db.postgres");

    static {
        LIBRARY.setLevel(Level.OFF);
    }

    /// Where a database lives.
    ///
    /// @param folder what is its own: data, port and passwords
    /// @param binaries PostgreSQL's programs, unpacked there if they are not; may be shared
    /// @param log what the server writes, appended
    public record Place(Path folder, Path binaries, Path log) {
        Cluster cluster() {
            return new Cluster(folder.toAbsolutePath().resolve("cluster"));
        }
    }

    private final Place place;
    private final Access access;
    private final EmbeddedPostgres embedded;
    private final ProcessMark postmaster;

    private Database(Place place, Access access, EmbeddedPostgres embedded, ProcessMark mark) {
        this.place = place;
        this.access = access;
        this.embedded = embedded;
        this.postmaster = mark;
    }

    /// Starts on the given place; returns when it answers.
    public static Database start(Place place) throws IOException {
        return start(place, Map.of());
    }

    /// As [#start(Place)], with server settings that win over the usual ones.
    public static Database start(Place place, Map<String, String> settings) throws IOException {
        OwnFolder.create(place.folder());
        Files.createDirectories(place.log().toAbsolutePath().getParent());
        var cluster = place.cluster();
        if (cluster.postmaster().isPresent()) {
            throw new IOException("PostgreSQL runs already on " + cluster.folder());
        }
        cluster.discardUnfinished();
        cluster.prepareStart();
        var access = cluster.isFinished() ? Access.kept(place.folder()) : Access.of(place.folder());
        try {
            var embedded = start(builder(place, access, settings), cluster);
            // The library lets everybody write to where it has put the programs.
            OwnFolder.close(place.binaries());
            var mark = cluster.postmaster().orElseThrow(() -> new IOException("it is gone again"));
            var database = new Database(place, access, embedded, mark);
            if (!cluster.isFinished()) {
                database.createOwnDatabase();
                cluster.finish();
            }
            return database;
        } catch (IOException | SQLException e) {
            cluster.postmaster().ifPresent(mark -> mark.end(Signal.INT, STOP_LIMIT));
            var failure =
                    new StartFailed("PostgreSQL did not start: " + e.getMessage(), place.log());
            failure.initCause(e);
            throw failure;
        }
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + access.port() + "/" + NAME;
    }

    public String username() {
        return NAME;
    }

    public String password() {
        return access.password();
    }

    /// What a node needs to know to use this database.
    public Map<String, String> nodeConfig() {
        return Map.of(
                "quarkus.datasource.jdbc.url", jdbcUrl(),
                "quarkus.datasource.username", username(),
                "quarkus.datasource.password", password());
    }

    public int port() {
        return access.port();
    }

    /// The postmaster's; the sessions' processes are its children.
    public long pid() {
        return postmaster.pid();
    }

    public boolean isAlive() {
        return postmaster.isAlive();
    }

    /// `kill -9` of the server; returns when it and its sessions are gone.
    public void kill() throws IOException {
        var sessions =
                postmaster.find().stream()
                        .flatMap(ProcessHandle::descendants)
                        .map(ProcessMark::of)
                        .toList();
        postmaster.kill();
        sessions.forEach(ProcessMark::kill);
        embedded.close();
    }

    /// Stops time for the server and all its sessions (SIGSTOP).
    public void pause() {
        postmaster.signalTree(Signal.STOP);
    }

    /// Lets a paused server go on.
    public void resume() {
        postmaster.signalTree(Signal.CONT);
    }

    /// Stops the server: sessions are ended, what is in memory goes to disk. Idempotent.
    public void stop() throws IOException {
        resume();
        postmaster.signal(Signal.INT);
        if (!postmaster.awaitEnd(STOP_LIMIT)) {
            kill();
        }
        embedded.close();
    }

    @Override
    public void close() throws IOException {
        stop();
    }

    @Override
    public String toString() {
        return "Database[" + place.folder() + ", port " + port() + ", pid " + pid() + "]";
    }

    ProcessMark mark() {
        return postmaster;
    }

    private static EmbeddedPostgres start(EmbeddedPostgres.Builder builder, Cluster cluster)
            throws IOException {
        var starting = new FutureTask<>(builder::start);
        var thread = Thread.ofPlatform().daemon().name("postgresql-start").start(starting);
        try {
            while (true) {
                try {
                    return starting.get(POLL.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException _) {
                    if (cluster.isStillborn()) {
                        thread.interrupt();
                        starting.get().close();
                        throw new IOException("the server ended at once");
                    }
                }
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static EmbeddedPostgres.Builder builder(
            Place place, Access access, Map<String, String> settings) throws IOException {
        var log = Redirect.appendTo(place.log().toFile());
        var builder =
                EmbeddedPostgres.builder()
                        .setDataDirectory(place.cluster().folder())
                        .setCleanDataDirectory(false)
                        .setOverrideWorkingDirectory(place.binaries().toAbsolutePath().toFile())
                        .setRegisterShutdownHook(false)
                        .setPort(access.port())
                        .setPGStartupWait(START_LIMIT)
                        .setConnectConfig("password", access.administratorPassword())
                        .setErrorRedirector(log)
                        .setOutputRedirector(log);
        place.cluster().creation(access).forEach(builder::setLocaleConfig);
        var all = new HashMap<>(ServerSettings.LAPTOP);
        all.putAll(settings);
        all.forEach((name, value) -> builder.setServerConfig(name, ServerSettings.quoted(value)));
        return builder;
    }

    private void createOwnDatabase() throws SQLException {
        var url = "jdbc:postgresql://127.0.0.1:" + access.port() + "/postgres";
        try (var connection =
                        DriverManager.getConnection(
                                url, ADMINISTRATOR, access.administratorPassword());
                var statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + NAME + " LOGIN PASSWORD '" + password() + "'");
            statement.execute("CREATE DATABASE " + NAME + " OWNER " + NAME);
        }
    }
}
