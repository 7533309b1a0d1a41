package dev.nostro.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nostro.account.AccountId;
import dev.nostro.account.AccountKind;
import dev.nostro.account.Metadata;
import dev.nostro.money.Money;
import dev.nostro.region.RegionId;
import dev.nostro.region.Regions;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.CommandId;
import dev.nostro.transfer.CrossingId;
import dev.nostro.transfer.Outcome;
import dev.nostro.transfer.Reason;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.Currency;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/// What is recorded under keys: rows of `outcome` made into the first answers that they keep.
@Singleton
class Outcomes {

    /// The payer's balance after a transfer stands in its posting, and what was first said of one
    /// that has waited in a row of its own; all else in the outcome's row.
    static final String RECORDED =
            """
            select o, p.balanceAfter, w from OutcomeEntity o
            left join PostingEntity p on p.account = o.fromAccount and p.seq = o.fromSeq
            left join QueuedEntity w on w.transfer = o.id
            """;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final StatelessSession session;
    private final RegionId home;

    Outcomes(StatelessSession session, Regions regions) {
        this.session = session;
        this.home = regions.own();
    }

    /// What was asked of an account when it was opened, besides the columns that transfers share.
    private record Opening(
            @Nullable String name, @Nullable String owner, String kind, long overdraftLimit) {}

    /// The first answers under these keys, in the caller's transaction.
    Map<CommandId, Outcome.Recorded> recorded(Collection<CommandId> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return session.createSelectionQuery(RECORDED + " where o.id in :ids", Object[].class)
                .setParameter("ids", ids.stream().map(CommandId::value).toList())
                .getResultStream()
                .map(this::recorded)
                .collect(Collectors.toMap(outcome -> outcome.command().id(), outcome -> outcome));
    }

    /// The outcome in a row of [#RECORDED].
    Outcome.Recorded recorded(Object[] row) {
        OutcomeEntity outcome = (OutcomeEntity) row[0];
        Long balanceAfter = (Long) row[1];
        QueuedEntity waited = (QueuedEntity) row[2];
        return waited == null
                ? recorded(outcome, balanceAfter)
                : queued(outcome, balanceAfter, waited);
    }

    private Outcome.Recorded recorded(OutcomeEntity outcome, @Nullable Long balanceAfter) {
        return switch (outcome.status) {
            case "posted" -> posted(outcome, Objects.requireNonNull(balanceAfter));
            case "received" -> received(outcome);
            case "refused" -> refused(outcome, outcome.decidedAt);
            case "opened" -> opened(outcome);
            default -> throw new IllegalStateException("an outcome of status " + outcome.status);
        };
    }

    /// The text that keeps an opening's own fields.
    static String text(Command.Opening opening) {
        try {
            return JSON.writeValueAsString(
                    new Opening(
                            opening.name(),
                            opening.owner(),
                            opening.kind().word(),
                            opening.overdraftLimit()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings and numbers are always JSON", e);
        }
    }

    private Outcome.Recorded posted(OutcomeEntity outcome, long balanceAfter) {
        return outcome.crossing == null
                ? new Outcome.Posted(
                        transfer(outcome),
                        outcome.decidedAt,
                        payer(outcome, balanceAfter),
                        Objects.requireNonNull(outcome.toSeq))
                : sent(outcome, balanceAfter, outcome.decidedAt);
    }

    private Outcome.Sent sent(OutcomeEntity outcome, long balanceAfter, Instant at) {
        return new Outcome.Sent(
                transfer(outcome),
                at,
                payer(outcome, balanceAfter),
                new CrossingId(Objects.requireNonNull(outcome.crossing)));
    }

    private static Outcome.Payer payer(OutcomeEntity outcome, long balanceAfter) {
        return new Outcome.Payer(
                Objects.requireNonNull(outcome.fromSeq),
                Objects.requireNonNull(outcome.fromVersion),
                balanceAfter,
                Objects.requireNonNull(outcome.fromAvailable));
    }

    private Outcome.Refused refused(OutcomeEntity outcome, Instant at) {
        return new Outcome.Refused(
                transfer(outcome), at, Reason.valueOf(Objects.requireNonNull(outcome.reason)));
    }

    /// The row of a transfer that has waited is what it has become since.
    private Outcome.Queued queued(
            OutcomeEntity outcome, @Nullable Long balanceAfter, QueuedEntity waited) {
        return new Outcome.Queued(
                transfer(outcome),
                outcome.decidedAt,
                waited.holder(),
                waited.expiresAt,
                waited.endedAt == null ? null : ending(outcome, balanceAfter, waited.endedAt));
    }

    private Outcome.Ending ending(
            OutcomeEntity outcome, @Nullable Long balanceAfter, Instant endedAt) {
        return switch (outcome.status) {
            case "posted" -> sent(outcome, Objects.requireNonNull(balanceAfter), endedAt);
            case "refused" -> refused(outcome, endedAt);
            case "expired" -> new Outcome.Expired(endedAt);
            default -> throw new IllegalStateException("waited, and is " + outcome.status);
        };
    }

    private Outcome.Received received(OutcomeEntity outcome) {
        AccountId got = AccountId.of(home, Objects.requireNonNull(outcome.toAccount));
        AccountId meant = outcome.toId == null ? got : AccountId.of(outcome.toId);
        return new Outcome.Received(
                transfer(outcome, account(outcome.fromAccount, outcome.fromId), meant),
                outcome.decidedAt,
                got,
                Objects.requireNonNull(outcome.toSeq));
    }

    private Command.Transfer transfer(OutcomeEntity outcome) {
        return transfer(
                outcome,
                account(outcome.fromAccount, outcome.fromId),
                account(outcome.toAccount, outcome.toId));
    }

    private static Command.Transfer transfer(OutcomeEntity outcome, AccountId from, AccountId to) {
        return new Command.Transfer(
                new CommandId(outcome.id),
                outcome.caller,
                from,
                to,
                new Money(
                        Objects.requireNonNull(outcome.amount),
                        Currency.getInstance(outcome.currency)),
                outcome.reference,
                Metadata.read(outcome.metadata));
    }

    private AccountId account(@Nullable Long number, @Nullable String sent) {
        return number != null
                ? AccountId.of(home, number)
                : AccountId.of(Objects.requireNonNull(sent));
    }

    private Outcome.Opened opened(OutcomeEntity outcome) {
        Opening asked = opening(Objects.requireNonNull(outcome.opening));
        Command.Opening command =
                new Command.Opening(
                        new CommandId(outcome.id),
                        outcome.caller,
                        Currency.getInstance(outcome.currency),
                        AccountKind.of(asked.kind()).orElseThrow(),
                        asked.overdraftLimit(),
                        asked.name(),
                        asked.owner(),
                        Metadata.read(outcome.metadata));
        return new Outcome.Opened(
                command, outcome.decidedAt, account(outcome.toAccount, outcome.toId));
    }

    private static Opening opening(String text) {
        try {
            return JSON.readValue(text, Opening.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an opening in the books that is not JSON", e);
        }
    }
}
