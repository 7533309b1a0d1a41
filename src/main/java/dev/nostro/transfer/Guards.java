package dev.nostro.transfer;

import dev.nostro.account.AccountState;
import dev.nostro.account.Standing;
import dev.nostro.money.Money;
import org.jspecify.annotations.Nullable;

/// Why a transfer cannot be: one guard a line, in the order of [Reason], the paying side first.
/// Null lets it pass.
final class Guards {

    private Guards() {}

    static @Nullable Reason paying(Command.Transfer transfer, @Nullable Standing from) {
        Reason reason = payingWhatIsHeld(transfer, from);
        if (reason == null && !Decision.present(from).canPay(transfer.amount().minor())) {
            return Reason.INSUFFICIENT_FUNDS;
        }
        return reason;
    }

    /// The same for a payer who has the money set aside.
    static @Nullable Reason payingWhatIsHeld(Command.Transfer transfer, @Nullable Standing from) {
        long amount = transfer.amount().minor();
        if (transfer.from().text().equals(transfer.to().text())) return Reason.ACCOUNTS_MUST_DIFFER;
        if (amount <= 0) return Reason.AMOUNT_MUST_BE_POSITIVE;
        if (from == null || !from.kind().onRequest()) return Reason.FROM_NOT_FOUND;
        if (!from.currency().equals(transfer.amount().currency())) {
            return Reason.FROM_CURRENCY_MISMATCH;
        }
        if (from.state() == AccountState.CLOSED) return Reason.FROM_CLOSED;
        if (from.state() == AccountState.FROZEN) return Reason.FROM_FROZEN;
        return null;
    }

    static @Nullable Reason receiving(Money amount, @Nullable Standing to) {
        if (to == null || !to.kind().onRequest()) return Reason.TO_NOT_FOUND;
        if (!to.currency().equals(amount.currency())) return Reason.TO_CURRENCY_MISMATCH;
        if (to.state() == AccountState.CLOSED) return Reason.TO_CLOSED;
        if (!to.canReceive(amount.minor())) return Reason.BALANCE_OVERFLOW;
        return null;
    }
}
