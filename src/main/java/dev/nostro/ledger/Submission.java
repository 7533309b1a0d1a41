package dev.nostro.ledger;

import dev.nostro.transfer.Answer;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.Reason;
import java.util.concurrent.CompletableFuture;

/// A command that waits for its answer. It is answered once: by the writer that decides it, or when
/// its time is up.
final class Submission {

    private final Command command;
    private final int weight;
    private final long deadlineNanos;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();

    Submission(Command command, long deadlineNanos) {
        this.command = command;
        this.weight = command instanceof Command.AllOrNone batch ? batch.transfers().size() : 1;
        this.deadlineNanos = deadlineNanos;
    }

    Command command() {
        return command;
    }

    /// How many commands it counts for where commands are bounded.
    int weight() {
        return weight;
    }

    CompletableFuture<Answer> answer() {
        return answer;
    }

    void answer(Answer outcome) {
        answer.complete(outcome);
    }

    void decline(Reason reason) {
        answer.complete(Answer.declined(reason));
    }

    boolean answered() {
        return answer.isDone();
    }

    /// Whether its time is up, on the monotonic clock.
    boolean overdue(long nowNanos) {
        return nowNanos - deadlineNanos >= 0;
    }
}
