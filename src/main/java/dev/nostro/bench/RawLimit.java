package dev.nostro.bench;

import dev.nostro.region.RegionId;
import dev.nostro.transfer.CommandId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The most that this database writes of such transfers: the service's own rows, by one set-based
/// function, from two sessions, without HTTP. `raw_limit.sql` is the function.
final class RawLimit implements AutoCloseable {
    private static final int SESSIONS = 2;
    private static final String CALLER = "bench";
    private static final String POST = "select bench.post(?, ?, ?, ?)";

    private final Database database;
    private final Keys keys;
    private final Population population;
    private final RegionId region;
    private final long[] numbers;

    RawLimit(Database database, Keys keys, Population population, RegionId region)
            throws SQLException {
        this.database = database;
        this.keys = keys;
        this.population = population;
        this.region = region;
        this.numbers = new long[population.funded()];
        for (int i = 0; i < numbers.length; i++) {
            String id = new String(population.id(i), StandardCharsets.US_ASCII);
            numbers[i] = Long.parseLong(id.substring(id.indexOf('-') + 1));
        }
        execute("drop schema if exists bench cascade", function(), "analyze");
    }

    /// Where the rows go.
    interface Database {
        Connection connect() throws SQLException;
    }

    /// Writes batches of this size from two sessions for as long as the window says.
    Tally run(int batch, Window window, Probe probe) throws SQLException, InterruptedException {
        Tally tally = new Tally();
        long from = System.nanoTime() + window.leadIn().toNanos();
        long until = from + window.measured().toNanos();
        try (ExecutorService sessions = Executors.newFixedThreadPool(SESSIONS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < SESSIONS; i++) {
                running.add(sessions.submit(() -> write(batch, new Span(from, until), tally)));
            }
            sleepUntil(from);
            probe.begin();
            sleepUntil(until);
            probe.end();
            for (Future<?> session : running) {
                session.get();
            }
        } catch (ExecutionException e) {
            throw new SQLException("a raw session failed", e.getCause());
        }
        tally.measuredFor(window.measured().toNanos() / 1e9);
        return tally;
    }

    /// The measured nanoseconds.
    private record Span(long from, long until) {}

    private Void write(int batch, Span span, Tally tally) throws SQLException {
        Pairs pairs = Pairs.uniform(numbers.length);
        try (Connection connection = database.connect();
                PreparedStatement post = connection.prepareStatement(POST)) {
            for (long now = System.nanoTime(); now < span.until(); now = System.nanoTime()) {
                long first = keys.reserve(batch);
                post.setArray(1, ids(connection, batch, first));
                bind(post, pairs, batch, first);
                post.execute();
                long answered = System.nanoTime();
                boolean measured = answered >= span.from() && answered < span.until();
                synchronized (tally) {
                    tally.posted(batch, measured);
                    if (measured) {
                        tally.latency(answered - now);
                    }
                    for (long n = first; n < first + batch; n++) {
                        population
                                .movements()
                                .posted(pairs.from(n), pairs.to(n), TransferTraffic.AMOUNT);
                    }
                }
            }
        }
        return null;
    }

    private Array ids(Connection connection, int batch, long first) throws SQLException {
        UUID[] ids = new UUID[batch];
        for (int i = 0; i < batch; i++) {
            ids[i] = CommandId.of(region, CALLER, keys.prefix() + (first + i)).value();
        }
        return connection.createArrayOf("uuid", ids);
    }

    private void bind(PreparedStatement post, Pairs pairs, int batch, long first)
            throws SQLException {
        long[] payers = new long[batch];
        long[] payees = new long[batch];
        for (int i = 0; i < batch; i++) {
            payers[i] = numbers[pairs.from(first + i)];
            payees[i] = numbers[pairs.to(first + i)];
        }
        post.setObject(2, payers);
        post.setObject(3, payees);
        post.setLong(4, TransferTraffic.AMOUNT);
    }

    private static void sleepUntil(long time) throws InterruptedException {
        long rest = time - System.nanoTime();
        if (rest > 0) {
            Thread.sleep(rest / 1_000_000, (int) (rest % 1_000_000));
        }
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String function() {
        return resource("raw_limit.sql");
    }

    static String resource(String name) {
        try (InputStream in = RawLimit.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws SQLException {
        execute("drop schema if exists bench cascade");
    }
}
