package dev.nostro.transfer;

import dev.nostro.account.AccountId;
import dev.nostro.money.Money;
import org.jspecify.annotations.Nullable;

/// The receiving side of a transfer from another region, in full: what a region needs to know to
/// promise it, to book it, and to tell its account's owner what it is.
public record Credit(
        CommandId transfer,
        AccountId from,
        AccountId to,
        Money amount,
        @Nullable String reference) {

    /// What a transfer brings to the region of its `to`.
    public static Credit of(Command.Transfer transfer) {
        return new Credit(
                transfer.id(),
                transfer.from(),
                transfer.to(),
                transfer.amount(),
                transfer.reference());
    }
}
