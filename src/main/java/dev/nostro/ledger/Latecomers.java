package dev.nostro.ledger;

import dev.nostro.transfer.Answer;
import dev.nostro.transfer.CommandId;
import dev.nostro.transfer.FirstAnswers;
import dev.nostro.transfer.Reason;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// What the queue has no room for: a key that has its outcome gets its first answer all the same,
/// everything else is `OVERLOADED`.
///
/// All that come at the same time share one look at the books, so a flood of them costs the writers
/// little. They are bounded themselves, in number and in the time that they wait.
final class Latecomers implements Runnable {

    private static final Logger LOG = Logger.getLogger(Latecomers.class);

    /// A look takes milliseconds; a database that takes longer has nothing to tell at once.
    private static final long LONGEST_MILLIS = 500;

    private final CommandQueue queue;
    private final KnownKeys known;
    private final LedgerMetrics metrics;

    Latecomers(CommandQueue queue, KnownKeys known, LedgerMetrics metrics) {
        this.queue = queue;
        this.known = known;
        this.metrics = metrics;
    }

    /// Answers a submission, soon.
    void answer(Submission submission) {
        var _ = submission.answer().thenAccept(metrics::count);
        if (FirstAnswers.keys(submission.command()).isEmpty() || !queue.offer(submission)) {
            submission.decline(Reason.OVERLOADED);
        } else {
            var _ =
                    submission
                            .answer()
                            .completeOnTimeout(
                                    Answer.declined(Reason.OVERLOADED),
                                    LONGEST_MILLIS,
                                    TimeUnit.MILLISECONDS);
        }
    }

    /// Takes nobody in any more.
    void close() {
        queue.close();
    }

    /// Works until it is closed and nobody waits.
    @Override
    public void run() {
        try {
            for (var batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
                look(batch);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(List<Submission> batch) {
        try {
            Set<CommandId> keys =
                    batch.stream()
                            .filter(submission -> !submission.answered())
                            .flatMap(submission -> FirstAnswers.keys(submission.command()).stream())
                            .collect(Collectors.toSet());
            FirstAnswers first = known.of(keys);
            for (Submission submission : batch) {
                submission.answer(
                        first.to(submission.command())
                                .orElseGet(() -> Answer.declined(Reason.OVERLOADED)));
            }
        } catch (RuntimeException e) {
            LOG.debug("the database has nothing to tell of keys", e);
            batch.forEach(submission -> submission.decline(Reason.OVERLOADED));
        }
    }
}
