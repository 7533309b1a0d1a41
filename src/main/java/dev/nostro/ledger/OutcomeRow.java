package dev.nostro.ledger;

import dev.nostro.account.AccountId;
import dev.nostro.account.Metadata;
import dev.nostro.region.RegionId;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.CrossingId;
import dev.nostro.transfer.Outcome;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An outcome as the columns of its row.
record OutcomeRow(
        Command.Keyed command,
        String status,
        Side from,
        Side to,
        Marks marks,
        @Nullable String reason,
        @Nullable String opening) {

    /// An account as it is kept: by number where its id is one of this region's, else as it was
    /// sent.
    record Side(@Nullable Long number, @Nullable String sent) {

        static final Side NONE = new Side(null, null);

        static Side of(AccountId id, RegionId home) {
            return id.number() != AccountId.NOTHING && id.region().equals(home.name())
                    ? new Side(id.number(), null)
                    : new Side(null, id.text());
        }
    }

    /// Where a posted transfer stands in the books: at its payer, at its receiver, and in which
    /// crossing, as far as they are here.
    record Marks(
            Outcome.@Nullable Payer payer, @Nullable Long toSeq, @Nullable CrossingId crossing) {

        static final Marks NONE = new Marks(null, null, null);
    }

    static OutcomeRow of(Outcome.Recorded outcome, RegionId home) {
        return switch (outcome) {
            case Outcome.Posted posted ->
                    of(
                            posted.command(),
                            "posted",
                            new Marks(posted.payer(), posted.toSeq(), null),
                            null,
                            home);
            case Outcome.Sent sent ->
                    of(
                            sent.command(),
                            "posted",
                            new Marks(sent.payer(), null, sent.crossing()),
                            null,
                            home);
            case Outcome.Received received -> of(received, home);
            case Outcome.Queued queued -> of(queued.command(), "queued", Marks.NONE, null, home);
            case Outcome.Refused refused ->
                    of(refused.command(), "refused", Marks.NONE, refused.reason().name(), home);
            case Outcome.Opened opened ->
                    new OutcomeRow(
                            opened.command(),
                            "opened",
                            Side.NONE,
                            Side.of(opened.account(), home),
                            Marks.NONE,
                            null,
                            Outcomes.text(opened.command()));
        };
    }

    /// What the row of a transfer that has waited becomes at its end.
    static OutcomeRow become(Outcome.Queued ended, RegionId home) {
        return switch (ended.end()) {
            case Outcome.Sent sent -> of(sent, home);
            case Outcome.Refused refused -> of(refused, home);
            case Outcome.Expired _ -> of(ended.command(), "expired", Marks.NONE, null, home);
            case null -> throw new IllegalArgumentException("it waits still: " + ended);
        };
    }

    private static OutcomeRow of(
            Command.Transfer transfer,
            String status,
            Marks marks,
            @Nullable String reason,
            RegionId home) {
        return new OutcomeRow(
                transfer,
                status,
                Side.of(transfer.from(), home),
                Side.of(transfer.to(), home),
                marks,
                reason,
                null);
    }

    private static OutcomeRow of(Outcome.Received received, RegionId home) {
        Command.Transfer transfer = received.command();
        boolean claimed = received.account().equals(transfer.to());
        return new OutcomeRow(
                transfer,
                "received",
                Side.of(transfer.from(), home),
                new Side(received.account().number(), claimed ? null : transfer.to().text()),
                new Marks(null, received.toSeq(), null),
                null,
                null);
    }

    private Command.@Nullable Transfer transfer() {
        return command instanceof Command.Transfer transfer ? transfer : null;
    }

    String currency() {
        return switch (command) {
            case Command.Transfer transfer -> transfer.amount().currency().getCurrencyCode();
            case Command.Opening asked -> asked.currency().getCurrencyCode();
        };
    }

    @Nullable String metadata() {
        return switch (command) {
            case Command.Transfer transfer -> Metadata.write(transfer.metadata());
            case Command.Opening asked -> Metadata.write(asked.metadata());
        };
    }

    @Nullable Long amount() {
        Command.Transfer transfer = transfer();
        return transfer == null ? null : Long.valueOf(transfer.amount().minor());
    }

    @Nullable String reference() {
        Command.Transfer transfer = transfer();
        return transfer == null ? null : transfer.reference();
    }

    @Nullable Long fromSeq() {
        return marks.payer() == null ? null : Long.valueOf(marks.payer().seq());
    }

    @Nullable Long toSeq() {
        return marks.toSeq();
    }

    @Nullable Long fromVersion() {
        return marks.payer() == null ? null : Long.valueOf(marks.payer().version());
    }

    @Nullable Long fromAvailable() {
        return marks.payer() == null ? null : Long.valueOf(marks.payer().available());
    }

    @Nullable UUID crossing() {
        return marks.crossing() == null ? null : marks.crossing().value();
    }
}
