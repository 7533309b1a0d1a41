package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// The journal has each committed batch once, in an order that is nobody's opinion, and goes on
/// whichever node dies or stands still.
@ExtendWith(SharedRegion.class)
@Timeout(180)
final class JournalIT {

    /// How far the journal may be behind.
    private static final Duration BEHIND = Duration.ofSeconds(2);

    private static final int TRIES = 400;

    private static final int LONG = 20_000;

    private static final String READ =
            """
            select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))
                 + (select sum(idx_tup_read) from pg_stat_user_indexes
                    where relname in ('journal', 'batch'))
            from pg_stat_user_tables where relname in ('journal', 'batch')
            """;

    /// Followers that hold the right to number and are waited for by the database.
    private static final String FOLLOWING =
            """
            select count(*) from pg_locks l join pg_stat_activity a using (pid)
            where locktype = 'advisory' and state = 'idle in transaction'
              and datname = current_database() and clock_timestamp() - state_change > '50 ms'
            """;

    private final RunningRegion region;

    JournalIT(RunningRegion region) {
        this.region = region;
    }

    @Test
    void isDenseAndCompleteUnderLoadFromTwoNodes() throws Exception {
        List<String> accounts = Traffic.accounts(region.client(0), 6);
        try (Traffic traffic = traffic(accounts)) {
            Thread.sleep(2_000);
            traffic.stop();
            assertThat(traffic.acknowledged()).isGreaterThan(100);
        }
        Eventually.within(BEHIND, this::assertComplete);
        assertInOrderOfSeq();
    }

    /// Others with higher ids are committed and numbered while this one is not: its turn comes.
    @Test
    void passesByNoBatchThatCommitsLate() throws Exception {
        List<String> accounts = Traffic.accounts(region.client(0), 6);
        long late;
        long next;
        try (Traffic traffic = traffic(accounts);
                Connection slow = region.store().connect()) {
            slow.setAutoCommit(false);
            late = batchIn(slow);
            next = late + 40;
            Eventually.within(
                    Duration.ofSeconds(20), () -> assertThat(lastNumbered()).isGreaterThan(next));
            Thread.sleep(500);
            assertThat(timesNumbered(late)).isZero();
            slow.commit();
            Eventually.within(BEHIND, () -> assertThat(timesNumbered(late)).isEqualTo(1));
            Thread.sleep(500);
            traffic.stop();
        }
        Eventually.within(BEHIND, this::assertComplete);
        assertThat(timesNumbered(late)).isEqualTo(1);
        assertInOrderOfSeq();
    }

    /// A batch that is rolled back leaves a hole in the ids and none in the journal.
    @Test
    void leavesNoGapForABatchThatWasRolledBack() throws Exception {
        long gone;
        try (Connection slow = region.store().connect()) {
            slow.setAutoCommit(false);
            gone = batchIn(slow);
            slow.rollback();
        }
        region.client(1).funded("1.00", "EUR");
        Eventually.within(BEHIND, this::assertComplete);
        assertThat(timesNumbered(gone)).isZero();
    }

    /// Whoever has the right to number and stands still loses it.
    @Test
    void goesOnWhenTheFollowerStandsStill() throws Exception {
        Map<String, String> config =
                Map.of("nostro.journal.every", "1ms", "nostro.writer.idle-in-transaction", "3s");
        try (LooseNode node = LooseNode.join(region.store(), "follower", config)) {
            pauseWhileItNumbers(node);
            region.client(0).funded("1.00", "EUR");
            Eventually.within(BEHIND.plusSeconds(4), this::assertComplete);
        }
    }

    @Test
    void goesOnWhenAFollowerIsKilled() throws Exception {
        List<String> accounts = Traffic.accounts(region.client(0), 6);
        LooseNode node =
                LooseNode.join(region.store(), "killed", Map.of("nostro.journal.every", "1ms"));
        try (node;
                Traffic traffic = traffic(accounts)) {
            Thread.sleep(300);
            node.process().kill();
            long before = lastNumbered();
            Eventually.within(BEHIND, () -> assertThat(lastNumbered()).isGreaterThan(before + 5));
            traffic.stop();
        }
        Eventually.within(BEHIND, this::assertComplete);
    }

    /// However long the journal is: what was numbered long ago is not looked at again and again.
    @Test
    void looksOnlyAtWhatIsNew() throws Exception {
        try (Connection connection = region.store().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    insert into batch (id, decided_at)
                    select nextval('batch_id'), now() from generate_series(1, %d)
                    """
                            .formatted(LONG));
        }
        region.client(0).funded("1.00", "EUR");
        Eventually.within(Duration.ofSeconds(20), this::assertComplete);
        Eventually.within(Duration.ofSeconds(20), () -> assertThat(readAgain()).isLessThan(LONG));
    }

    /// Rows of journal and batch that all sessions have read within some ticks of two followers, as
    /// far as they have told yet: each tells once a second.
    private long readAgain() throws Exception {
        long before = region.store().number(READ);
        Thread.sleep(2_500);
        long read = region.store().number(READ) - before;
        assertThat(read).as("rows read by followers").isPositive();
        return read;
    }

    private void pauseWhileItNumbers(LooseNode node) throws Exception {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Thread.sleep(attempt % 7);
            node.process().pause();
            Thread.sleep(60);
            if (region.store().number(FOLLOWING) > 0) {
                return;
            }
            node.process().resume();
        }
        throw new AssertionError("the node was never caught while it numbered");
    }

    private Traffic traffic(List<String> accounts) {
        return new Traffic(accounts, 4, List.of(region.client(0), region.client(1)));
    }

    /// Takes an id as a writer does: after its transaction has its number.
    private static long batchIn(Connection connection) throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                """
                                insert into batch (id, decided_at)
                                select case when pg_current_xact_id() is not null
                                  then nextval('batch_id') end, now()
                                returning id
                                """)) {
            row.next();
            return row.getLong(1);
        }
    }

    private long lastNumbered() throws Exception {
        return region.store().number("select coalesce(max(batch), 0) from journal");
    }

    private long timesNumbered(long batch) throws Exception {
        return region.store().number("select count(*) from journal where batch = ?", batch);
    }

    private void assertComplete() throws Exception {
        Store store = region.store();
        assertThat(store.texts("select id from batch except select batch from journal"))
                .as("batches that the journal lacks")
                .isEmpty();
        assertThat(store.texts("select batch from outcome except select batch from journal"))
                .as("outcomes outside the journal")
                .isEmpty();
        assertThat(store.number("select count(*) - max(seq) from journal"))
                .as("density from 1")
                .isZero();
    }

    /// Batches that share an account are numbered in the order in which they had it.
    private void assertInOrderOfSeq() throws Exception {
        assertThat(
                        region.store()
                                .texts(
                                        """
                                        select account || ' ' || seq from (
                                          select p.account, p.seq, j.seq as place,
                                            lag(j.seq) over (partition by p.account order by p.seq)
                                              as before
                                          from posting p
                                          join outcome o on o.id = p.transfer
                                          join journal j on j.batch = o.batch) placed
                                        where place < before
                                        """))
                .as("postings numbered before an earlier one of their account")
                .isEmpty();
    }
}
