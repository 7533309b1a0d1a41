package dev.nostro.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostro.account.AccountId;
import dev.nostro.account.AccountState;
import dev.nostro.money.Money;
import dev.nostro.region.RegionId;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.CommandId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The queue before the writers: bounded, in order, and nothing gets lost in it.
@Timeout(60)
final class CommandQueueTest {

    private static final Command.Amendment LIGHT =
            new Command.Amendment(
                    AccountId.of("eu-195"), null, AccountState.OPEN, null, null, null);

    @Test
    void handsOutWhatCameInOrder() throws Exception {
        CommandQueue queue = new CommandQueue(10, 10);
        List<Submission> offered = List.of(light(), light(), light());

        offered.forEach(submission -> assertThat(queue.offer(submission)).isTrue());

        assertThat(queue.depth()).isEqualTo(3);
        assertThat(queue.take()).containsExactlyElementsOf(offered);
        assertThat(queue.depth()).isZero();
    }

    @Test
    void takesInNoMoreThanFits() throws Exception {
        // Given
        CommandQueue queue = new CommandQueue(5, 10);
        Submission heavy = heavy(3);

        // When, Then
        assertThat(queue.offer(heavy)).isTrue();
        assertThat(queue.offer(heavy(3))).isFalse();
        assertThat(queue.offer(light())).isTrue();
        assertThat(queue.offer(light())).isTrue();
        assertThat(queue.offer(light())).isFalse();
        assertThat(queue.depth()).isEqualTo(5);
        assertThat(queue.take()).hasSize(3).first().isEqualTo(heavy);
        assertThat(queue.offer(heavy(3))).isTrue();
    }

    @Test
    void handsOutNoMoreAtOnceThanABatch() throws Exception {
        CommandQueue queue = new CommandQueue(100, 4);
        List<Submission> offered = List.of(light(), heavy(2), heavy(2), light(), light(), light());
        offered.forEach(submission -> assertThat(queue.offer(submission)).isTrue());

        assertThat(queue.take()).containsExactlyElementsOf(offered.subList(0, 2));
        assertThat(queue.take()).containsExactlyElementsOf(offered.subList(2, 5));
        assertThat(queue.take()).containsExactlyElementsOf(offered.subList(5, 6));
    }

    @Test
    void handsOutAloneWhatIsHeavierThanABatch() throws Exception {
        CommandQueue queue = new CommandQueue(100, 4);
        Submission heavy = heavy(50);
        assertThat(queue.offer(heavy)).isTrue();
        assertThat(queue.offer(light())).isTrue();

        assertThat(queue.take()).containsExactly(heavy);
        assertThat(queue.take()).hasSize(1);
    }

    @Test
    void takesInOneThatIsHeavierThanItselfWhenItIsEmpty() throws Exception {
        CommandQueue queue = new CommandQueue(4, 4);
        Submission heavy = heavy(50);

        assertThat(queue.offer(heavy)).isTrue();
        assertThat(queue.offer(light())).isFalse();
        assertThat(queue.take()).containsExactly(heavy);
        assertThat(queue.offer(light())).isTrue();
    }

    @Test
    void givesBackWhatHasWaitedTooLong() throws Exception {
        // Given
        CommandQueue queue = new CommandQueue(10, 10);
        Submission first = new Submission(LIGHT, List.of(), 100);
        Submission second = new Submission(LIGHT, List.of(), 200);
        assertThat(queue.offer(first)).isTrue();
        assertThat(queue.offer(second)).isTrue();

        // When, Then
        assertThat(queue.takeOverdue(99)).isEmpty();
        assertThat(queue.takeOverdue(100)).containsExactly(first);
        assertThat(queue.depth()).isEqualTo(1);
        assertThat(queue.take()).containsExactly(second);
        assertThat(queue.takeOverdue(200)).isEmpty();
    }

    @Test
    void tellsWhatIsOverdueAcrossTheEndOfTheClock() {
        Submission submission = new Submission(LIGHT, List.of(), Long.MIN_VALUE + 5);

        assertThat(submission.overdue(Long.MAX_VALUE - 5)).isFalse();
        assertThat(submission.overdue(Long.MIN_VALUE + 10)).isTrue();
    }

    @Test
    void handsOutTheRestOnceItIsClosedAndThenNothing() throws Exception {
        // Given
        CommandQueue queue = new CommandQueue(10, 1);
        assertThat(queue.offer(light())).isTrue();
        assertThat(queue.offer(light())).isTrue();

        // When
        queue.close();

        // Then
        assertThat(queue.offer(light())).isFalse();
        assertThat(queue.take()).hasSize(1);
        assertThat(queue.take()).hasSize(1);
        assertThat(queue.take()).isEmpty();
        assertThat(queue.take()).isEmpty();
    }

    @Test
    void wakesAllWhoWaitWhenItCloses() throws Exception {
        CommandQueue queue = new CommandQueue(10, 10);
        CountDownLatch waiting = new CountDownLatch(4);
        try (ExecutorService takers = Executors.newVirtualThreadPerTaskExecutor()) {
            // Given
            List<Future<List<Submission>>> taken = new ArrayList<>();
            for (int taker = 0; taker < 4; taker++) {
                taken.add(
                        takers.submit(() -> {
                            waiting.countDown();
                            return queue.take();
                        }));
            }
            waiting.await();

            // When
            queue.close();

            // Then
            for (Future<List<Submission>> each : taken) {
                assertThat(each.get()).isEmpty();
            }
        }
    }

    private static Submission light() {
        return new Submission(LIGHT, List.of(), Long.MAX_VALUE);
    }

    private static Submission heavy(int weight) {
        Command.Transfer transfer =
                new Command.Transfer(
                        CommandId.of(new RegionId("eu"), "alice", "k"),
                        "alice",
                        AccountId.of("eu-195"),
                        AccountId.of("eu-292"),
                        new Money(1, Currency.getInstance("EUR")),
                        null,
                        Map.of());
        Submission heavy =
                new Submission(
                        new Command.AllOrNone(Collections.nCopies(weight, transfer)),
                        List.of(),
                        Long.MAX_VALUE);
        assertThat(heavy.weight()).isEqualTo(weight);
        return heavy;
    }
}
