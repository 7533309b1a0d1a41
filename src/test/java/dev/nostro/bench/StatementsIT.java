package dev.nostro.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostro.local.Database;
import dev.nostro.region.RegionId;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.OptionalLong;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every way writes the same rows, true ones, into tables that cost what the real ones cost.
final class StatementsIT {
    private static final Window WINDOW = new Window(Duration.ofMillis(100), Duration.ofMillis(500));

    /// What a row costs beside itself. Indexes have other names in the copies.
    private static final String COSTS =
            """
            select string_agg(line, E'\n' order by line) from (
              select conname || ' ' || pg_get_constraintdef(oid) as line from pg_constraint
                where conrelid in (%1$s)
              union all
              select relname || ' ' || reloptions::text from pg_class where oid in (%1$s)
              union all
              select indrelid::regclass || regexp_replace(
                  pg_get_indexdef(indexrelid), '^.* USING ', ' ')
                from pg_index where indrelid in (%1$s)) costs
            """
                    .formatted(
                            "'account'::regclass, 'batch'::regclass, 'outcome'::regclass,"
                                    + " 'posting'::regclass");

    @TempDir private Path folder = Path.of("");

    @Test
    void everyWayWritesTheSame() throws Exception {
        var binaries = Path.of("target", "postgres");
        var place = new Database.Place(folder.resolve("eu"), binaries, folder.resolve("eu.log"));
        try (var postgres = Database.start(place)) {
            RawLimit.Database database =
                    settings ->
                            DriverManager.getConnection(
                                    postgres.jdbcUrl() + "?" + String.join("&", settings),
                                    postgres.username(),
                                    postgres.password());
            Flyway.configure()
                    .dataSource(postgres.jdbcUrl(), postgres.username(), postgres.password())
                    .load()
                    .migrate();
            for (Way way : Way.values()) {
                try (var tables = CopiedTables.create(database)) {
                    write(way, database, tables);
                }
            }
            assertThat(BooksInSqlIT.ask(database, "select count(*) from outcome")).isEqualTo("0");
            assertThat(BooksInSqlIT.ask(database, "select to_regnamespace('bench_statements')"))
                    .isEqualTo("null");
        }
    }

    private static void write(Way way, RawLimit.Database database, CopiedTables tables)
            throws Exception {
        RawLimit.Database copies = _ -> tables.connect("readOnly=false");
        assertThat(BooksInSqlIT.ask(copies, COSTS))
                .isEqualTo(BooksInSqlIT.ask(database, COSTS))
                .contains("fillfactor=50", "REFERENCES account(number)", "outcome btree (batch)");

        var site = new Site.Foreign(new Endpoint(URI.create("http://none"), OptionalLong.empty()));
        var keys = new Keys(new SecureRandom());
        var lane = new StatementsLane(way, site, keys, new RegionId("eu"));
        var sessions = new Sessions(keys, SessionBooks.BATCH, WINDOW, Probe.none());
        Tally tally = lane.write(tables, sessions);

        assertThat(tally.rate()).as(way.variant()).isPositive();
        tables.prove(tally.allOperations());
        BooksInSqlIT.assertTrue(copies);
        assertThat(BooksInSqlIT.ask(copies, "select 100 * count(*) from batch"))
                .isEqualTo(Long.toString(tally.allOperations()));
        assertThatThrownBy(() -> tables.prove(tally.allOperations() + 1))
                .isInstanceOf(Mismatch.class);
        BooksInSqlIT.ask(
                copies,
                "with gone as (delete from posting where (account, seq) = (select account, max(seq)"
                        + " from posting group by account limit 1) returning 1)"
                        + " select count(*) from gone");
        assertThatThrownBy(() -> tables.prove(tally.allOperations())).isInstanceOf(Mismatch.class);
    }
}
