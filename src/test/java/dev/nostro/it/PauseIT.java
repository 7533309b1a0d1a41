package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// A node that stands still in the middle of a batch: its accounts are free again after the
/// configured seconds, and its batch has happened once when it goes on.
@ExtendWith(SharedRegion.class)
@Timeout(180)
final class PauseIT {

    private static final Duration IDLE = Duration.ofSeconds(2);
    private static final Duration MARGIN = Duration.ofSeconds(4);
    private static final int TRIES = 400;
    private static final int SETTLE_MILLIS = 50;

    /// Writers' sessions that have locked accounts, and in which nothing goes on.
    private static final String HOLDING =
            """
            select count(*) from pg_stat_activity a
            where state = 'idle in transaction' and datname = current_database()
              and exists (select from pg_locks l
                where l.pid = a.pid and l.relation = 'account'::regclass
                  and mode in ('RowShareLock', 'RowExclusiveLock'))
            """;

    private final RunningRegion region;

    PauseIT(RunningRegion region) {
        this.region = region;
    }

    @Test
    void keepsNoAccountLockedAndPaysOnceWhenItGoesOn() throws Exception {
        List<String> accounts = Traffic.accounts(region.client(0), 12);
        Map<String, String> config = Map.of("nostro.writer.idle-in-transaction", "2s");
        try (LooseNode node = LooseNode.join(region.store(), "paused", config);
                Traffic traffic = new Traffic(accounts, 6, List.of(node.client()))) {
            pauseInTheMiddleOfABatch(node);
            int acknowledged = traffic.acknowledged();

            long begin = System.nanoTime();
            List<Reply> paid =
                    Together.run(accounts.size(), n -> () -> traffic.pay(region.client(n % 2), n));
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .as("until somebody else could pay from every account")
                    .isLessThan(IDLE.plus(MARGIN));
            assertThat(region.store().number(HOLDING)).isZero();
            assertThat(traffic.acknowledged()).isEqualTo(acknowledged + paid.size());

            node.process().resume();
            traffic.stop();
            assertThat(traffic.acknowledged()).isGreaterThan(acknowledged + paid.size());
            assertThat(traffic.broken()).isZero();
            assertThat(traffic.others()).as("answers other than 201").isEmpty();
            traffic.assertExactlyOnce(List.of(node.client(), region.client(0)), region.store());
        }
    }

    private void pauseInTheMiddleOfABatch(LooseNode node) throws Exception {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Thread.sleep(attempt % 17);
            node.process().pause();
            if (region.store().number(HOLDING) > 0) {
                Thread.sleep(SETTLE_MILLIS);
                if (region.store().number(HOLDING) > 0) {
                    return;
                }
            }
            node.process().resume();
        }
        throw new AssertionError("the node was never caught in the middle of a batch");
    }
}
