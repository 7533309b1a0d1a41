package dev.nostro.ledger;

import dev.nostro.account.AccountId;
import dev.nostro.account.Metadata;
import dev.nostro.region.RegionId;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.Outcome;
import org.jspecify.annotations.Nullable;

/// An outcome as the columns of its row.
record OutcomeRow(
        Command.Keyed command,
        String status,
        String currency,
        Side from,
        Side to,
        @Nullable Long amount,
        Outcome.@Nullable Posted posted,
        @Nullable String reason,
        @Nullable String reference,
        @Nullable String metadata,
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

    static OutcomeRow of(Outcome.Recorded outcome, RegionId home) {
        return switch (outcome) {
            case Outcome.Posted posted -> of(posted.command(), "posted", posted, null, home);
            case Outcome.Refused refused ->
                    of(refused.command(), "refused", null, refused.reason().name(), home);
            case Outcome.Opened opened -> of(opened, home);
        };
    }

    private static OutcomeRow of(
            Command.Transfer transfer,
            String status,
            Outcome.@Nullable Posted posted,
            @Nullable String reason,
            RegionId home) {
        return new OutcomeRow(
                transfer,
                status,
                transfer.amount().currency().getCurrencyCode(),
                Side.of(transfer.from(), home),
                Side.of(transfer.to(), home),
                transfer.amount().minor(),
                posted,
                reason,
                transfer.reference(),
                Metadata.write(transfer.metadata()),
                null);
    }

    private static OutcomeRow of(Outcome.Opened opened, RegionId home) {
        Command.Opening command = opened.command();
        return new OutcomeRow(
                command,
                "opened",
                command.currency().getCurrencyCode(),
                Side.NONE,
                Side.of(opened.account(), home),
                null,
                null,
                null,
                null,
                Metadata.write(command.metadata()),
                Outcomes.text(command));
    }

    @Nullable Long fromSeq() {
        return posted == null ? null : Long.valueOf(posted.payer().seq());
    }

    @Nullable Long toSeq() {
        return posted == null ? null : Long.valueOf(posted.toSeq());
    }

    @Nullable Long fromVersion() {
        return posted == null ? null : Long.valueOf(posted.payer().version());
    }

    @Nullable Long fromAvailable() {
        return posted == null ? null : Long.valueOf(posted.payer().available());
    }
}
