package dev.nostro.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostro.local.Database;
import dev.nostro.region.RegionId;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the bench writes in SQL is what the service would have written: balanced, gapless, in time.
final class BooksInSqlIT {
    private static final int ACCOUNTS = 10_000;

    /// Postings that do not follow from the one before.
    private static final String ASTRAY =
            """
            select count(*) from (
              select seq, balance_after, row_number() over w as expected_seq,
                     sum(amount) over w as expected_balance,
                     posted_at < lag(posted_at) over w as back_in_time
              from posting window w as (partition by account order by seq)) legs
            where seq <> expected_seq or balance_after <> expected_balance or back_in_time
            """;

    /// Accounts that are not as their last posting left them.
    private static final String STALE =
            """
            select count(*) from account a join lateral (
              select * from posting where account = a.number order by seq desc limit 1) p on true
            where (a.balance, a.seq, a.version) <> (p.balance_after, p.seq, p.seq)
               or a.last_posted_at < p.posted_at
            """;

    /// Transfers whose two postings are not as they say.
    private static final String UNTRUE =
            """
            select count(*) from outcome o
            left join posting f on (f.account, f.seq) = (o.from_account, o.from_seq)
            left join posting t on (t.account, t.seq) = (o.to_account, o.to_seq)
            left join batch b on b.id = o.batch
            where (f.transfer, t.transfer, f.amount, t.amount) is distinct from
                  (o.id, o.id, -o.amount, o.amount)
               or f.balance_after <> o.from_available
               or o.decided_at is distinct from b.decided_at
               or o.decided_at <> f.posted_at or o.decided_at <> t.posted_at
            """;

    private static final String CONSTRAINTS =
            """
            select string_agg(conname || ' ' || pg_get_constraintdef(oid), E'\\n' order by conname)
            from pg_constraint where connamespace = 'public'::regnamespace
            """;

    @TempDir private Path folder = Path.of("");

    @Test
    void grownBooksAndTheRawLimitAreAsTheServiceWouldHaveWrittenThem() throws Exception {
        var binaries = Path.of("target", "postgres");
        var place = new Database.Place(folder.resolve("eu"), binaries, folder.resolve("eu.log"));
        try (var postgres = Database.start(place)) {
            RawLimit.Database database =
                    _ ->
                            DriverManager.getConnection(
                                    postgres.jdbcUrl(), postgres.username(), postgres.password());
            Flyway.configure()
                    .dataSource(postgres.jdbcUrl(), postgres.username(), postgres.password())
                    .load()
                    .migrate();
            String constraints = ask(database, CONSTRAINTS);

            var books = new GrownBooks(database, "eu", "bench");
            Population accounts = books.fill(ACCOUNTS);

            assertThat(ask(database, CONSTRAINTS)).isEqualTo(constraints);
            assertThat(ask(database, "select count(*) from posting"))
                    .isEqualTo(Integer.toString(10 * ACCOUNTS));
            assertTrue(database);

            accounts.prove(books);
            post(database, accounts);
            accounts.prove(books);
            assertTrue(database);
            assertThat(ask(database, "select count(*) from pg_namespace where nspname = 'bench'"))
                    .isEqualTo("0");
        }
    }

    private static void post(RawLimit.Database database, Population accounts) throws Exception {
        var keys = new Keys(new SecureRandom());
        var window = new Window(Duration.ofMillis(100), Duration.ofMillis(900));
        try (var raw = new RawLimit(database, keys, accounts, new RegionId("eu"))) {
            Tally tally = raw.run(100, window, Probe.none());

            assertThat(tally.rate()).isPositive();
            assertThat(tally.allOperations())
                    .isEqualTo(accounts.movements().transfers())
                    .isGreaterThan(tally.operations());
        }
    }

    static void assertTrue(RawLimit.Database database) throws SQLException {
        assertThat(ask(database, "select sum(balance) from account")).isEqualTo("0");
        assertThat(ask(database, "select sum(amount) from posting")).isEqualTo("0");
        assertThat(ask(database, ASTRAY)).as("postings astray").isEqualTo("0");
        assertThat(ask(database, STALE)).as("accounts astray").isEqualTo("0");
        assertThat(ask(database, UNTRUE)).as("transfers astray").isEqualTo("0");
    }

    static String ask(RawLimit.Database database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }
}
