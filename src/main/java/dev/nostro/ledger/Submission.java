package dev.nostro.ledger;

import dev.nostro.transfer.Answer;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.Reason;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.transaction.xa.XAResource;

/// A command that waits for its answer. It is answered once: by the writer that decides it, or when
/// its time is up.
final class Submission {

    private final Command command;
    private final List<XAResource> parties;
    private final int weight;
    private final long deadlineNanos;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();

    Submission(Command command, List<XAResource> parties, long deadlineNanos) {
        this.command = command;
        this.parties = parties;
        this.weight = weight(command);
        this.deadlineNanos = deadlineNanos;
    }

    private static int weight(Command command) {
        return switch (command) {
            case Command.AllOrNone batch -> batch.transfers().size();
            case Command.LeavingTogether leaving -> leaving.batch().transfers().size();
            case Command.Crossing crossing -> crossing.transfers().size();
            case Command.Preparation asked -> Math.max(1, asked.credits().size());
            case Command.Conclusion told -> Math.max(1, told.accepted().size());
            case Command.Keyed _,
                    Command.Leaving _,
                    Command.Queueing _,
                    Command.Expiry _,
                    Command.Amendment _ ->
                    1;
        };
    }

    /// Who else takes part in the transaction that decides the command.
    List<XAResource> parties() {
        return parties;
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
