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
import java.util.UUID;

/// The most that this database writes of such transfers: the service's own rows, by one set-based
/// function, from two sessions, without HTTP. `raw_limit.sql` is the function.
final class RawLimit implements AutoCloseable {
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
        /// Opens a session; settings of the driver are each as `name=value`.
        Connection connect(String... settings) throws SQLException;
    }

    /// Writes batches of this size from two sessions for as long as the window says.
    Tally run(int batch, Window window, Probe probe) throws SQLException, InterruptedException {
        var sessions = new Sessions(keys, batch, window, probe);
        return sessions.run(_ -> new Posting(database.connect(), batch));
    }

    /// One session that calls the function.
    private final class Posting implements Sessions.Writer {
        private final Pairs pairs = Pairs.uniform(numbers.length);
        private final Connection connection;
        private final int batch;
        private final PreparedStatement post;

        Posting(Connection connection, int batch) throws SQLException {
            this.connection = connection;
            this.batch = batch;
            this.post = connection.prepareStatement(POST);
        }

        @Override
        public void write(long first) throws SQLException {
            post.setArray(1, ids(connection, batch, first));
            bind(post, pairs, batch, first);
            post.execute();
        }

        @Override
        public void written(long first) {
            Movements movements = population.movements();
            for (long n = first; n < first + batch; n++) {
                movements.posted(pairs.from(n), pairs.to(n), TransferTraffic.AMOUNT);
            }
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
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
