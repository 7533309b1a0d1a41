package dev.nostro.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostro.account.AccountId;
import dev.nostro.account.AccountState;
import dev.nostro.account.Accounts;
import dev.nostro.region.NostroConfig;
import dev.nostro.region.RegionId;
import dev.nostro.region.Regions;
import dev.nostro.transfer.Answer;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.Outcome;
import dev.nostro.transfer.Reason;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.transaction.TransactionManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javax.transaction.xa.XAResource;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.Test;

/// What the writer tells when one attempt after the other fails.
final class WriterTest {

    private static final Regions HOME = new Regions(new RegionId("eu"));
    private static final StatelessSession SESSION = StandIn.silent(StatelessSession.class);
    private static final Accounts ACCOUNTS = new Accounts(SESSION, HOME);

    private final Deque<BatchFailure> failures = new ArrayDeque<>();
    private final CommandQueue queue = new CommandQueue(10, 10);
    private final Submission first = submission();
    private final Submission second = submission();

    @Test
    void tellsThatNothingWasDoneIfNoCommitWasSent() {
        // Given
        for (int attempt = 0; attempt < 3; attempt++) {
            failures.add(failure("08006"));
        }

        // When
        write();

        // Then
        assertThat(List.of(outcome(first), outcome(second)))
                .containsOnly(new Outcome.Declined(Reason.DATABASE_UNAVAILABLE));
    }

    @Test
    void doesNotForgetThatACommitWasSentWhenItGoesOnOneByOne() {
        // Given: what the first attempt has done is not known, and the second is broken
        failures.add(BatchFailure.commitLost(new IllegalStateException()));
        failures.add(failure("53100"));
        for (int attempt = 0; attempt < 5; attempt++) {
            failures.add(failure("08006"));
        }

        // When
        write();

        // Then
        assertThat(List.of(outcome(first), outcome(second))).containsOnly(new Outcome.Concluded());
    }

    private void write() {
        queue.offer(first);
        queue.offer(second);
        queue.close();
        new Writer(queue, new Scripted(), new Awake(), new LedgerMetrics(new SimpleMeterRegistry()))
                .run();
    }

    private static Submission submission() {
        return new Submission(
                new Command.Amendment(
                        AccountId.of("eu-195"), null, AccountState.OPEN, null, null, null),
                List.of(),
                Long.MAX_VALUE);
    }

    private static Outcome outcome(Submission submission) {
        return submission.answer().getNow(Answer.declined(Reason.INTERNAL)).outcome();
    }

    private static BatchFailure failure(String state) {
        return BatchFailure.before(new SQLException("scripted", state));
    }

    private static final class Awake implements Writer.Respite {

        @Override
        public void renew() {
            // there are no connections
        }

        @Override
        public void pause(long millis) {
            // nothing to wait for
        }
    }

    /// Fails as it is told, then succeeds.
    private final class Scripted extends BatchTransaction {

        Scripted() {
            super(
                    StandIn.silent(TransactionManager.class),
                    SESSION,
                    new Loading(
                            SESSION,
                            ACCOUNTS,
                            new Outcomes(SESSION, HOME),
                            new CrossingRows(SESSION),
                            HOME),
                    new Writing(
                            SESSION, ACCOUNTS, new SystemAccounts(SESSION, ACCOUNTS, HOME), HOME),
                    new Connections(StandIn.silent(NostroConfig.class)));
        }

        @Override
        List<Answer> run(List<? extends Command> commands, List<XAResource> parties, Timer commits)
                throws BatchFailure {
            BatchFailure failure = failures.poll();
            if (failure != null) {
                throw failure;
            }
            return commands.stream().map(_ -> new Answer(new Outcome.Concluded(), false)).toList();
        }
    }
}
