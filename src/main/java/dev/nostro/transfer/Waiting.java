package dev.nostro.transfer;

import dev.nostro.account.Standing;
import java.time.Instant;

/// The part of [Decision] that is about transfers that wait for their other region, their amount
/// held. Whatever becomes of one is decided here, once.
final class Waiting {

    private final Instant at;
    private final CrossingDecision crossing;

    Waiting(Instant at, CrossingDecision crossing) {
        this.at = at;
        this.crossing = crossing;
    }

    /// Holds the amount of a transfer that nothing on the paying side speaks against.
    Outcome hold(Command.Queueing asked, Draft draft) {
        Command.Transfer transfer = asked.transfer();
        Standing from = Decision.present(draft.account(transfer.from()));
        Standing holding = from.holding(transfer.amount().minor());
        draft.reserve(holding);
        return draft.record(
                new Outcome.Queued(
                        transfer, at, Outcome.Holder.of(holding), at.plus(asked.within()), null));
    }

    /// Gives it up if its time is over.
    Answer expire(Command.Transfer transfer, Draft draft) {
        return draft.recorded(transfer.id()) instanceof Outcome.Queued queued
                ? queued.waits() && over(queued) ? expire(queued, draft) : Answer.again(queued)
                : Answer.declined(Reason.NOT_FOUND);
    }

    /// What becomes of it now that its region was asked. It goes on waiting where that region has
    /// not said anything, or somebody has ended the crossing before.
    Answer cross(Command.Transfer transfer, Command.Crossing crossed, boolean open, Draft draft) {
        if (!(draft.recorded(transfer.id()) instanceof Outcome.Queued queued)) {
            return Answer.declined(Reason.NOT_FOUND);
        }
        if (!queued.waits() || !open) {
            return Answer.again(queued);
        }
        if (over(queued)) {
            return expire(queued, draft);
        }
        Standing from = draft.account(transfer.from());
        Reason reason = Guards.payingWhatIsHeld(transfer, from);
        if (reason == null) {
            reason = CrossingDecision.refusedBy(crossed.promises(), transfer.id());
        }
        return reason == null
                ? send(queued, Decision.present(from), crossed, draft)
                : refuse(queued, reason, draft);
    }

    private boolean over(Outcome.Queued queued) {
        return !queued.expiresAt().isAfter(at);
    }

    private Answer send(
            Outcome.Queued queued, Standing from, Command.Crossing crossed, Draft draft) {
        Command.Transfer transfer = queued.command();
        Standing paid = from.paidFromHold(transfer.amount().minor(), at);
        return end(queued, crossing.send(transfer, paid, crossed, draft), draft);
    }

    private Answer refuse(Outcome.Queued queued, Reason reason, Draft draft) {
        return reason.effect() == Reason.Effect.REFUSED
                ? release(queued, new Outcome.Refused(queued.command(), at, reason), draft)
                : Answer.again(queued);
    }

    private Answer expire(Outcome.Queued queued, Draft draft) {
        return release(queued, new Outcome.Expired(at), draft);
    }

    private static Answer release(Outcome.Queued queued, Outcome.Ending end, Draft draft) {
        Command.Transfer transfer = queued.command();
        Standing from = Decision.present(draft.account(transfer.from()));
        draft.reserve(from.holding(-transfer.amount().minor()));
        return end(queued, end, draft);
    }

    private static Answer end(Outcome.Queued queued, Outcome.Ending end, Draft draft) {
        Outcome.Queued ended = queued.ended(end);
        draft.end(ended);
        return Answer.first(ended);
    }
}
