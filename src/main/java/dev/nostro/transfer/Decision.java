package dev.nostro.transfer;

import dev.nostro.account.Account;
import dev.nostro.account.AccountId;
import dev.nostro.account.AccountKind;
import dev.nostro.account.AccountState;
import dev.nostro.account.Profile;
import dev.nostro.account.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides a batch of commands, one after the other: a plain function of the books, the commands
/// and the time. The guards of each command stand in the order of [Reason], success last.
public final class Decision {

    private final Instant at;
    private final Iterator<AccountId> unused;
    private final CrossingDecision crossing;

    private Decision(Instant at, Iterator<AccountId> unused) {
        this.at = at;
        this.unused = unused;
        this.crossing = new CrossingDecision(at, this);
    }

    /// Decides `commands` in their order. `now` is the database's clock, read after the locks.
    public static Decided decide(Books books, List<? extends Command> commands, Instant now) {
        Instant at = notBeforeAnyPosting(books, now);
        Decision decision = new Decision(at, books.unused().iterator());
        Draft draft = new Draft(books);
        List<Answer> answers = new ArrayList<>(commands.size());
        for (Command command : commands) {
            answers.add(decision.decide(command, draft));
        }
        return draft.decided(at, answers);
    }

    private static Instant notBeforeAnyPosting(Books books, Instant now) {
        Instant latest = now;
        for (Standing account : books.accounts().values()) {
            if (account.lastPostedAt().isAfter(latest)) {
                latest = account.lastPostedAt();
            }
        }
        return latest;
    }

    private Answer decide(Command command, Draft draft) {
        return switch (command) {
            case Command.Transfer transfer -> transfer(transfer, draft);
            case Command.Opening opening -> open(opening, draft);
            case Command.Amendment amendment -> Answer.first(amend(amendment, draft));
            case Command.AllOrNone batch -> Answer.first(allOrNone(batch, draft));
            case Command.Leaving leaving -> crossing.leaving(leaving.transfer(), draft);
            case Command.LeavingTogether leaving ->
                    Answer.first(crossing.leaving(leaving.batch(), draft));
            case Command.Queueing asked -> crossing.queue(asked, draft);
            case Command.Expiry asked -> crossing.waiting().expire(asked.transfer(), draft);
            case Command.Crossing sent -> Answer.first(crossing.cross(sent, draft));
            case Command.Preparation asked -> Answer.first(CrossingDecision.promise(asked, draft));
            case Command.Conclusion told -> Answer.first(crossing.conclude(told, draft));
        };
    }

    Answer transfer(Command.Transfer transfer, Draft draft) {
        Optional<Answer> known = knownBy(transfer, draft);
        if (known.isPresent()) {
            return known.get();
        }
        Standing from = draft.account(transfer.from());
        Standing to = draft.account(transfer.to());
        Reason reason = Guards.paying(transfer, from);
        if (reason == null) reason = Guards.receiving(transfer.amount(), to);
        return reason == null
                ? Answer.first(post(transfer, present(from), present(to), draft))
                : refused(transfer, reason, draft);
    }

    /// Records the refusal, if its reason is one that is recorded.
    Answer refused(Command.Transfer transfer, Reason reason, Draft draft) {
        return reason.effect() == Reason.Effect.NONE
                ? Answer.declined(reason)
                : Answer.first(draft.record(new Outcome.Refused(transfer, at, reason)));
    }

    private Outcome post(Command.Transfer transfer, Standing from, Standing to, Draft draft) {
        long amount = transfer.amount().minor();
        Standing paid = from.posted(-amount, at);
        Standing received = to.posted(amount, at);
        draft.move(posting(transfer.id(), paid, -amount), paid);
        draft.move(posting(transfer.id(), received, amount), received);
        return draft.record(
                new Outcome.Posted(transfer, at, Outcome.Payer.of(paid), received.seq()));
    }

    Posting posting(CommandId transfer, Standing after, long amount) {
        return new Posting(after.id().number(), after.seq(), transfer, amount, after.balance(), at);
    }

    private Answer open(Command.Opening opening, Draft draft) {
        Optional<Answer> known = knownBy(opening, draft);
        if (known.isPresent()) {
            return known.get();
        }
        Outcome.Opened opened = new Outcome.Opened(opening, at, unused.next());
        draft.open(opened.asOpened());
        return Answer.first(draft.record(opened));
    }

    private Outcome amend(Command.Amendment amendment, Draft draft) {
        Standing standing = draft.account(amendment.account());
        Profile profile = draft.profile(amendment.account());
        if (standing == null || profile == null || !standing.kind().onRequest()) {
            return new Outcome.Declined(Reason.NOT_FOUND);
        }
        AccountState state = Objects.requireNonNullElse(amendment.state(), standing.state());
        long limit =
                Objects.requireNonNullElse(amendment.overdraftLimit(), standing.overdraftLimit());
        Account amended =
                new Account(
                        standing.amended(state, limit),
                        profile.amended(
                                amendment.name() == null ? profile.name() : amendment.name(),
                                Objects.requireNonNullElse(
                                        amendment.metadata(), profile.metadata())));
        Reason reason = refusal(amendment, standing, profile, amended.standing());
        if (reason != null) {
            return new Outcome.Declined(reason);
        }
        boolean alreadySo = standing.state() == state && !amendment.needsRevision();
        if (alreadySo) {
            return new Outcome.Amended(new Account(standing, profile), at);
        }
        draft.amend(amended);
        return new Outcome.Amended(amended, at);
    }

    private static @Nullable Reason refusal(
            Command.Amendment amendment, Standing before, Profile profile, Standing after) {
        boolean closed = before.state() == AccountState.CLOSED;
        boolean closing = after.state() == AccountState.CLOSED && !closed;
        Long expected = amendment.ifRevision();
        if (closing && before.balance() != 0) return Reason.ACCOUNT_NOT_EMPTY;
        if (closing && before.held() != 0) return Reason.ACCOUNT_HAS_HOLDS;
        if (closing && before.promised() != 0) return Reason.ACCOUNT_HAS_PROMISES;
        if (closed && (after.state() != before.state() || amendment.needsRevision())) {
            return Reason.STATE_FINAL;
        }
        if (after.kind() == AccountKind.CUSTOMER && after.available() < 0) {
            return Reason.LIMIT_BELOW_BALANCE;
        }
        if (expected != null && expected != profile.revision()) return Reason.REVISION_MISMATCH;
        if (expected == null && amendment.needsRevision()) return Reason.PRECONDITION_REQUIRED;
        return null;
    }

    /// Decides on a copy of the draft, and keeps it only when nothing in it is refused.
    private Outcome allOrNone(Command.AllOrNone batch, Draft draft) {
        Draft attempt = draft.fork();
        List<Answer> answers = new ArrayList<>(batch.transfers().size());
        for (Command.Transfer transfer : batch.transfers()) {
            Answer answer = transfer(transfer, attempt);
            if (!(answer.outcome() instanceof Outcome.Posted)) {
                return new Outcome.BatchRefused(answers.size(), answer.outcome());
            }
            answers.add(answer);
        }
        draft.adopt(attempt);
        return new Outcome.AllPosted(List.copyOf(answers));
    }

    static Optional<Answer> knownBy(Command.Keyed command, Draft draft) {
        return FirstAnswers.to(command, draft.recorded(command.id()));
    }

    static Standing present(@Nullable Standing account) {
        return Objects.requireNonNull(account, "a guard lets no absent account through");
    }
}
