package dev.nostro.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostro.account.AccountId;
import dev.nostro.account.AccountState;
import dev.nostro.transfer.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many threads at one small queue: nothing is lost, nothing comes twice, nobody is overtaken.
@Timeout(60)
final class CommandQueueSimulation {

    private static final long SEED = 20_260_131;
    private static final int PRODUCERS = 8;
    private static final int TAKERS = 4;
    private static final int EACH = 2_000;
    private static final int CAPACITY = 64;
    private static final int BATCH = 16;
    private static final long MOMENT_NANOS = 50_000;
    private static final int LOOKS_AT_THE_CLOCK = 200;

    private final CommandQueue queue = new CommandQueue(CAPACITY, BATCH);

    @Test
    void losesNothingAndDuplicatesNothing() throws Exception {
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            // Given
            List<Future<List<Submission>>> taken = start(threads, TAKERS, _ -> this::takeAll);
            List<Future<List<Submission>>> overdue = start(threads, 1, _ -> this::takeOverdue);
            List<Future<List<Submission>>> offered =
                    start(threads, PRODUCERS, producer -> () -> offerAll(producer));

            // When
            List<Submission> in = joined(offered);
            queue.close();
            List<Submission> out = joined(taken);
            out.addAll(joined(overdue));

            // Then
            assertThat(in).hasSize(PRODUCERS * EACH);
            assertThat(out).hasSameSizeAs(in).doesNotHaveDuplicates();
            assertThat(queue.depth()).isZero();
        }
    }

    /// What the n-th thread of a kind does; it answers with what passed through its hands.
    private interface Role {
        Callable<List<Submission>> of(int number);
    }

    private static List<Future<List<Submission>>> start(
            ExecutorService threads, int count, Role role) {
        List<Future<List<Submission>>> started = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            started.add(threads.submit(role.of(number)));
        }
        return started;
    }

    private static List<Submission> joined(List<Future<List<Submission>>> parts) throws Exception {
        List<Submission> all = new ArrayList<>();
        for (Future<List<Submission>> part : parts) {
            all.addAll(part.get());
        }
        return all;
    }

    private List<Submission> offerAll(int producer) {
        List<Submission> offered = new ArrayList<>();
        while (offered.size() < EACH) {
            Submission next = numbered(producer, offered.size() + 1);
            if (queue.offer(next)) {
                offered.add(next);
            } else {
                LockSupport.parkNanos(MOMENT_NANOS);
            }
            assertThat(queue.depth()).isLessThanOrEqualTo(CAPACITY);
        }
        return offered;
    }

    private List<Submission> takeAll() throws InterruptedException {
        List<Submission> taken = new ArrayList<>();
        int[] last = new int[PRODUCERS];
        for (List<Submission> batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
            assertThat(batch).hasSizeLessThanOrEqualTo(BATCH);
            for (Submission submission : batch) {
                int producer = part(submission, 0);
                assertThat(part(submission, 1)).isGreaterThan(last[producer]);
                last[producer] = part(submission, 1);
            }
            taken.addAll(batch);
        }
        return taken;
    }

    /// A clock that jumps: whoever is due by then is taken from the head.
    private List<Submission> takeOverdue() {
        Random random = new Random(SEED);
        List<Submission> taken = new ArrayList<>();
        for (int look = 0; look < LOOKS_AT_THE_CLOCK; look++) {
            taken.addAll(queue.takeOverdue(random.nextInt(EACH)));
            LockSupport.parkNanos(MOMENT_NANOS);
        }
        return taken;
    }

    /// The n-th of a producer: its account says so, and n is when it is due.
    private static Submission numbered(int producer, int n) {
        return new Submission(
                new Command.Amendment(
                        AccountId.of(producer + "-" + n),
                        null,
                        AccountState.OPEN,
                        null,
                        null,
                        null),
                List.of(),
                n);
    }

    private static int part(Submission submission, int part) {
        Command.Amendment command = (Command.Amendment) submission.command();
        return Integer.parseInt(command.account().text().split("-", -1)[part]);
    }
}
