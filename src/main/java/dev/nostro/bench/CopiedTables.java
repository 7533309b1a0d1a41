package dev.nostro.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// Copies of the tables that a batch writes, with the same names, checks and indexes, in a schema
/// of their own that is dropped with this. The books beside them stay as they are.
/// `copied_tables.sql` makes them.
final class CopiedTables implements AutoCloseable {
    static final int ACCOUNTS = 10_000;
    private static final String SCHEMA = "bench_statements";

    /// Transfers that are there with both postings, if all accounts are as their postings say; else
    /// -1. A transfer that is there twice, or a posting that is left over, makes them unequal too.
    private static final String TRANSFERS =
            """
            select case when (select count(*) from posting) = 2 * (select count(*) from outcome)
              and not exists (
                select from account a
                left join (select account, sum(amount) as balance, max(seq) as seq, count(*) as n
                           from posting group by account) p on p.account = a.number
                where (a.balance, a.seq, a.version)
                        <> (coalesce(p.balance, 0), coalesce(p.seq, 0), coalesce(p.n, 0)))
              then (select count(*) from outcome) else -1 end
            """;

    private final RawLimit.Database database;

    private CopiedTables(RawLimit.Database database) {
        this.database = database;
    }

    /// Makes them, with [#ACCOUNTS] accounts numbered from 1 and nothing else.
    static CopiedTables create(RawLimit.Database database) throws SQLException {
        execute(
                database,
                RawLimit.resource("copied_tables.sql")
                        .replace("${schema}", SCHEMA)
                        .replace("${accounts}", Integer.toString(ACCOUNTS)));
        return new CopiedTables(database);
    }

    /// A connection that means these tables when it names the real ones.
    Connection connect(String setting) throws SQLException {
        return database.connect("currentSchema=" + SCHEMA, setting);
    }

    /// Compares what is in them with what was counted.
    void prove(long transfers) throws SQLException, Mismatch {
        try (Connection connection = connect("readOnly=true");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(TRANSFERS)) {
            row.next();
            if (row.getLong(1) != transfers) {
                throw new Mismatch(
                        "written: %d transfers, found: %d".formatted(transfers, row.getLong(1)));
            }
        }
    }

    private static void execute(RawLimit.Database database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        execute(database, "drop schema " + SCHEMA + " cascade");
    }
}
