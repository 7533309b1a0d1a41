package dev.nostro.ledger;

import dev.nostro.transfer.Answer;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.Reason;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.transaction.xa.XAResource;

/// A node's way into the books of its simulated region: what waits is taken together by the real
/// writer, as a routine of the node's machine.
public final class PaperLedger {

    private static final int BATCH = 16;
    private static final long MOMENT = 500;
    private static final LedgerMetrics METRICS = new LedgerMetrics(new SimpleMeterRegistry());

    private final Machine machine;
    private final long patience;
    private final BatchTransaction transaction;
    private final Deque<Submission> waiting = new ArrayDeque<>();
    private boolean writing;

    /// `patience` in microseconds: longer nobody waits for an answer.
    public PaperLedger(Machine machine, PaperDatabase database, long patience) {
        this.machine = machine;
        this.patience = patience;
        this.transaction = new PaperSession(machine, database).batches();
    }

    /// The answer to a command in whose transaction others take part.
    public CompletableFuture<Answer> submit(Command command, List<XAResource> parties) {
        Submission submission = new Submission(command, parties, Long.MAX_VALUE);
        waiting.add(submission);
        machine.after(patience, () -> giveUp(submission));
        pump();
        return submission.answer();
    }

    private void giveUp(Submission submission) {
        if (!submission.answered()) {
            submission.decline(
                    waiting.remove(submission)
                            ? Reason.DATABASE_UNAVAILABLE
                            : Reason.OUTCOME_UNKNOWN);
        }
    }

    private void pump() {
        if (!writing && !waiting.isEmpty()) {
            writing = true;
            machine.after(1 + machine.schedule().any((int) MOMENT), () -> machine.run(this::write));
        }
    }

    /// The writer works until its queue is closed and empty.
    private void write() {
        CommandQueue queue = new CommandQueue(Integer.MAX_VALUE, BATCH);
        waiting.forEach(queue::offer);
        waiting.clear();
        queue.close();
        new Writer(queue, transaction, new Respite(machine), METRICS).run();
        writing = false;
        pump();
    }

    private record Respite(Machine machine) implements Writer.Respite {

        @Override
        public void renew() {
            // each transaction has a connection of its own
        }

        @Override
        public void pause(long millis) {
            Boolean _ =
                    Routine.await(answer ->
                            machine.after(
                                    TimeUnit.MILLISECONDS.toMicros(millis),
                                    () -> answer.accept(true)));
        }
    }
}
