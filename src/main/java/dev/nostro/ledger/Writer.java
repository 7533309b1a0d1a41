package dev.nostro.ledger;

import dev.nostro.transfer.Answer;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.Reason;
import java.util.List;
import javax.transaction.xa.XAResource;
import org.jboss.logging.Logger;

/// Takes batches from the queue and sees each through until everybody in it has an answer.
///
/// A failed batch is tried again from its beginning. That is also how a lost reply to a commit is
/// looked up: the account locks and the unique key wait for a session that is still at work, and
/// what it has committed is then found under the key.
final class Writer implements Runnable {

    private static final Logger LOG = Logger.getLogger(Writer.class);

    /// A pool may hand out this many dead connections before the first refused one tells the truth.
    private static final int ATTEMPTS_WHILE_DISCONNECTED = 3;

    private static final long FIRST_PAUSE_MILLIS = 10;
    private static final long LONGEST_PAUSE_MILLIS = 500;

    private final CommandQueue queue;
    private final BatchTransaction transaction;
    private final Respite respite;
    private final LedgerMetrics metrics;
    private volatile List<Submission> underWay = List.of();

    /// What is done between two attempts at a batch. A seam: a simulation has no time to sleep.
    interface Respite {

        /// Lets go of connections after one of them broke.
        void renew();

        void pause(long millis) throws InterruptedException;
    }

    Writer(
            CommandQueue queue,
            BatchTransaction transaction,
            Respite respite,
            LedgerMetrics metrics) {
        this.queue = queue;
        this.transaction = transaction;
        this.respite = respite;
        this.metrics = metrics;
    }

    /// What this writer is at work on.
    List<Submission> underWay() {
        return underWay;
    }

    /// Works until the queue is closed and drained.
    @Override
    public void run() {
        try {
            for (List<Submission> batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
                underWay = batch;
                guarded(batch);
                underWay = List.of();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// A writer does not die of a batch.
    private void guarded(List<Submission> batch) throws InterruptedException {
        try {
            seeThrough(batch, false);
        } catch (RuntimeException | Error e) {
            LOG.error("a batch ended in a defect", e);
            decline(batch, Reason.INTERNAL);
        }
    }

    /// `sentBefore`: a commit with these commands was sent, and nobody knows what became of it.
    private void seeThrough(List<Submission> batch, boolean sentBefore)
            throws InterruptedException {
        boolean commitSent = sentBefore;
        List<Submission> open = batch;
        for (int attempt = 1; !open.isEmpty(); attempt++) {
            try {
                answer(open, transaction.run(commands(open), parties(open), metrics.commits()));
                return;
            } catch (BatchFailure failure) {
                metrics.failed(failure.kind());
                LOG.debugf(failure, "attempt %d at a batch of %d failed", attempt, open.size());
                commitSent |= failure.kind() == BatchFailure.Kind.COMMIT_LOST;
                if (endsWith(failure, open, attempt, commitSent)) {
                    return;
                }
            }
            pause(attempt);
            open = open.stream().filter(submission -> !submission.answered()).toList();
        }
    }

    /// Whether a failure was the end of it, everybody answered.
    private boolean endsWith(
            BatchFailure failure, List<Submission> open, int attempt, boolean commitSent)
            throws InterruptedException {
        return switch (failure.kind()) {
            case IN_THE_WAY -> false;
            case COMMIT_LOST -> {
                respite.renew();
                yield false;
            }
            case DISCONNECTED -> {
                respite.renew();
                boolean gone = !commitSent && attempt >= ATTEMPTS_WHILE_DISCONNECTED;
                if (gone) {
                    LOG.warnf("the database is gone: %s", failure.getMessage());
                    decline(open, Reason.DATABASE_UNAVAILABLE);
                }
                yield gone;
            }
            case BROKEN -> {
                isolate(failure, open, commitSent);
                yield true;
            }
        };
    }

    private void isolate(BatchFailure failure, List<Submission> open, boolean commitSent)
            throws InterruptedException {
        if (open.size() > 1) {
            for (Submission submission : open) {
                seeThrough(List.of(submission), commitSent);
            }
            return;
        }
        LOG.error("a command cannot be carried out", failure);
        decline(open, Reason.INTERNAL);
    }

    /// Answers those who have none yet, and counts them.
    private void decline(List<Submission> batch, Reason reason) {
        for (Submission submission : batch) {
            if (!submission.answered()) {
                metrics.declined(reason);
                submission.decline(reason);
            }
        }
    }

    private void answer(List<Submission> batch, List<Answer> answers) {
        metrics.decided(batch.size(), answers);
        for (int at = 0; at < answers.size(); at++) {
            batch.get(at).answer(answers.get(at));
        }
    }

    private static List<Command> commands(List<Submission> batch) {
        return batch.stream().map(Submission::command).toList();
    }

    private static List<XAResource> parties(List<Submission> batch) {
        return batch.stream().flatMap(submission -> submission.parties().stream()).toList();
    }

    private void pause(int attempt) throws InterruptedException {
        long millis = FIRST_PAUSE_MILLIS << Math.min(attempt - 1, 10);
        respite.pause(Math.min(millis, LONGEST_PAUSE_MILLIS));
    }
}
