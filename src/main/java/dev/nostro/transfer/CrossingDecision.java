package dev.nostro.transfer;

import dev.nostro.account.AccountId;
import dev.nostro.account.Standing;
import dev.nostro.region.RegionId;
import dev.nostro.transfer.Crossings.Kept;
import dev.nostro.transfer.Decided.Settlement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The part of [Decision] that is about money between regions, on either side of it.
final class CrossingDecision {

    /// What an atomic batch cannot have asked for.
    private static final List<String> WAITED = List.of("whenUnavailable");

    private final Instant at;
    private final Decision decision;
    private final Waiting waiting;

    CrossingDecision(Instant at, Decision decision) {
        this.at = at;
        this.decision = decision;
        this.waiting = new Waiting(at, this);
    }

    Waiting waiting() {
        return waiting;
    }

    /// Decides what can be decided without the other region.
    Answer leaving(Command.Transfer transfer, Draft draft) {
        Optional<Answer> known = Decision.knownBy(transfer, draft);
        if (known.isPresent()) {
            return known.get();
        }
        Reason reason = Guards.paying(transfer, draft.account(transfer.from()));
        return reason == null
                ? Answer.first(new Outcome.Crosses())
                : decision.refused(transfer, reason, draft);
    }

    /// Lets a transfer wait, unless it can be decided without the other region.
    Answer queue(Command.Queueing asked, Draft draft) {
        Answer answer = leaving(asked.transfer(), draft);
        return answer.outcome() instanceof Outcome.Crosses
                ? Answer.first(waiting.hold(asked, draft))
                : answer;
    }

    /// Says what can be said of a batch without the other regions. It is all known or not known at
    /// all, unless its keys were used for something else: then it is refused either way.
    Outcome leaving(Command.AllOrNone batch, Draft draft) {
        Draft attempt = draft.fork();
        List<Answer> known = new ArrayList<>(batch.transfers().size());
        for (Command.Transfer transfer : batch.transfers()) {
            Answer answer = leaving(transfer, attempt);
            switch (answer.outcome()) {
                case Outcome.Posted _, Outcome.Sent _ -> known.add(answer);
                case Outcome.Crosses _ -> {
                    return new Outcome.Crosses();
                }
                default -> {
                    return refused(known.size(), answer.outcome());
                }
            }
        }
        return new Outcome.AllPosted(List.copyOf(known));
    }

    /// The decision about a crossing of this region. Where somebody has ended it before, nothing of
    /// it is made any more. It is written down also where nothing is accepted: then the other
    /// regions may forget their promises.
    Outcome cross(Command.Crossing crossing, Draft draft) {
        boolean open = !draft.crossing().decided(crossing.id());
        Outcome outcome =
                switch (crossing.terms()) {
                    case ALL_OR_NONE -> together(crossing, open, draft);
                    case EACH, WAITING -> each(crossing, open, draft);
                };
        if (open) {
            draft.crossing().decide(crossing);
        }
        return outcome;
    }

    private Outcome each(Command.Crossing crossing, boolean open, Draft draft) {
        List<Answer> answers = new ArrayList<>(crossing.transfers().size());
        for (Command.Transfer transfer : crossing.transfers()) {
            answers.add(
                    crossing.terms() == Command.Terms.WAITING
                            ? waiting.cross(transfer, crossing, open, draft)
                            : one(transfer, crossing, open, draft));
        }
        return new Outcome.Crossed(List.copyOf(answers));
    }

    private Outcome together(Command.Crossing crossing, boolean open, Draft draft) {
        Draft attempt = draft.fork();
        List<Answer> answers = new ArrayList<>(crossing.transfers().size());
        for (Command.Transfer transfer : crossing.transfers()) {
            Answer answer = one(transfer, crossing, open, attempt);
            Outcome outcome = answer.outcome();
            if (!(outcome instanceof Outcome.Posted || outcome instanceof Outcome.Sent)) {
                return refused(answers.size(), outcome);
            }
            answers.add(answer);
        }
        draft.adopt(attempt);
        return new Outcome.AllPosted(List.copyOf(answers));
    }

    /// A transfer that was let wait was not asked for as part of all or none, whatever has become
    /// of it.
    static Outcome refused(int index, Outcome culprit) {
        return new Outcome.BatchRefused(
                index,
                culprit instanceof Outcome.Queued queued
                        ? new Outcome.KeyReused(WAITED, queued)
                        : culprit);
    }

    private Answer one(
            Command.Transfer transfer, Command.Crossing crossing, boolean open, Draft draft) {
        Optional<Answer> known = Decision.knownBy(transfer, draft);
        if (known.isPresent()) {
            return known.get();
        }
        if (!open) {
            return Answer.declined(Reason.REGION_UNAVAILABLE);
        }
        if (transfer.to().region().equals(transfer.from().region())) {
            return decision.transfer(transfer, draft);
        }
        Standing from = draft.account(transfer.from());
        Reason reason = Guards.paying(transfer, from);
        if (reason == null) reason = refusedBy(crossing.promises(), transfer.id());
        return reason == null
                ? Answer.first(draft.record(send(transfer, paid(transfer, from), crossing, draft)))
                : decision.refused(transfer, reason, draft);
    }

    private Standing paid(Command.Transfer transfer, @Nullable Standing from) {
        return Decision.present(from).posted(-transfer.amount().minor(), at);
    }

    static @Nullable Reason refusedBy(Promises promises, CommandId transfer) {
        if (promises.accepted().contains(transfer)) return null;
        return promises.refused().getOrDefault(transfer, Reason.REGION_UNAVAILABLE);
    }

    /// Posts it, to be recorded; `paid` is the paying account after it.
    Outcome.Sent send(
            Command.Transfer transfer, Standing paid, Command.Crossing crossing, Draft draft) {
        long amount = transfer.amount().minor();
        draft.move(decision.posting(transfer.id(), paid, -amount), paid);
        draft.crossing()
                .settle(
                        new Settlement(
                                new RegionId(transfer.to().region()), transfer.amount().currency()),
                        amount);
        return new Outcome.Sent(transfer, at, Outcome.Payer.of(paid), crossing.id());
    }

    /// What this region promises. A credit that is booked already is passed over in silence: the
    /// question came too late, and whoever asks will find its key.
    static Outcome promise(Command.Preparation asked, Draft draft) {
        Map<CommandId, Kept> kept = draft.crossing().kept(asked.crossing());
        Set<CommandId> accepted = new HashSet<>(kept.keySet());
        Map<CommandId, Reason> refused = new HashMap<>();
        for (Credit credit : asked.credits()) {
            CommandId transfer = credit.transfer();
            if (!accepted.contains(transfer) && draft.recorded(transfer) == null) {
                Standing to = draft.account(credit.to());
                Reason reason = Guards.receiving(credit.amount(), to);
                if (reason == null) {
                    draft.promise(
                            new Kept(
                                    asked.crossing(),
                                    transfer,
                                    asked.origin(),
                                    credit.to().number(),
                                    credit.amount().minor()));
                    accepted.add(transfer);
                } else {
                    refused.put(transfer, reason);
                }
            }
        }
        return new Outcome.Promised(new Promises(accepted, refused));
    }

    /// Carries out another region's decision: drops what was promised, posts what was accepted,
    /// each credit once, however often this is told.
    Outcome conclude(Command.Conclusion told, Draft draft) {
        Draft attempt = draft.fork();
        attempt.crossing().kept(told.crossing()).values().forEach(attempt::drop);
        Set<Currency> unclaimable = new HashSet<>();
        for (Credit credit : told.accepted()) {
            if (attempt.recorded(credit.transfer()) == null) {
                Standing receiver = receiver(credit, told, attempt);
                if (receiver == null) {
                    unclaimable.add(credit.amount().currency());
                } else {
                    receive(credit, receiver, told.origin(), attempt);
                }
            }
        }
        if (!unclaimable.isEmpty()) {
            return new Outcome.Unclaimable(unclaimable);
        }
        draft.adopt(attempt);
        return new Outcome.Concluded();
    }

    /// The account that the credit is for, or the unclaimed one where that cannot take it any more.
    private static @Nullable Standing receiver(
            Credit credit, Command.Conclusion told, Draft draft) {
        Standing meant = draft.account(credit.to());
        if (Guards.receiving(credit.amount(), meant) == null) {
            return meant;
        }
        AccountId unclaimed = told.unclaimed().get(credit.amount().currency());
        return unclaimed == null ? null : draft.account(unclaimed);
    }

    private void receive(Credit credit, Standing receiver, RegionId origin, Draft draft) {
        long amount = credit.amount().minor();
        Standing received = receiver.posted(amount, at);
        draft.move(decision.posting(credit.transfer(), received, amount), received);
        draft.crossing().settle(new Settlement(origin, credit.amount().currency()), -amount);
        draft.record(Outcome.Received.of(credit, origin, at, received.id(), received.seq()));
    }
}
