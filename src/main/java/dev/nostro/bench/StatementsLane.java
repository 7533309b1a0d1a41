package dev.nostro.bench;

import dev.nostro.region.RegionId;
import dev.nostro.transfer.CommandId;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.OptionalLong;

/// One of the ways in which a writer's rows can reach PostgreSQL, without HTTP and without loading
/// and locking, which are the same in all of them. An operation is a transfer, a latency that of a
/// batch with its commit.
///
/// It writes into copies of the tables, new in each round: the books are not touched.
record StatementsLane(Way way, Site site, Keys keys, RegionId region) implements Lane {
    static final String CALLER = "bench";
    static final String REFERENCE = "bench";

    @Override
    public Name name() {
        return new Name(Case.STATEMENTS, way.variant(), "closed");
    }

    @Override
    public Measurement measure(Window window)
            throws IOException, SQLException, InterruptedException, Mismatch {
        var nobody = new Endpoint(site.service().url(), OptionalLong.empty());
        var meter = new Meter(site, nobody);
        try (var tables = CopiedTables.create(site.database().orElseThrow())) {
            Tally tally = write(tables, new Sessions(keys, SessionBooks.BATCH, window, meter));
            tables.prove(tally.allOperations());
            return Measurement.of(tally, meter);
        }
    }

    Tally write(CopiedTables tables, Sessions sessions) throws SQLException, InterruptedException {
        return sessions.run(session ->
                new Session(
                        tables.connect(way.setting()),
                        new SessionBooks(session, CopiedTables.ACCOUNTS)));
    }

    /// A session that writes batch after batch this way.
    private final class Session implements Sessions.Writer {
        private final Clock clock = Clock.systemUTC();
        private final Connection connection;
        private final SessionBooks books;
        private final Way.Statements statements;

        Session(Connection connection, SessionBooks books) throws SQLException {
            this.connection = connection;
            this.books = books;
            connection.setAutoCommit(false);
            statements = way.prepare(connection);
        }

        @Override
        public void write(long first) throws SQLException {
            statements.write(
                    books.book(
                            first,
                            clock.instant(),
                            n -> CommandId.of(region, CALLER, keys.prefix() + n).value()));
            connection.commit();
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
