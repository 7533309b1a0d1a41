package dev.nostro.transfer;

import dev.nostro.account.AccountKind;
import dev.nostro.account.AccountState;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Everything that speaks against a command, whatever else does; then the first of it in the
/// documented order.
final class NaiveReasons {

    private final Set<Reason> found = EnumSet.noneOf(Reason.class);

    private NaiveReasons() {}

    static Optional<Reason> against(
            Command.Transfer transfer, @Nullable NaiveAccount from, @Nullable NaiveAccount to) {
        NaiveReasons reasons = new NaiveReasons();
        BigInteger amount = BigInteger.valueOf(transfer.amount().minor());
        reasons.note(
                transfer.from().text().equals(transfer.to().text()), Reason.ACCOUNTS_MUST_DIFFER);
        reasons.note(amount.signum() <= 0, Reason.AMOUNT_MUST_BE_POSITIVE);
        if (isNobodys(from) || from == null) {
            reasons.note(true, Reason.FROM_NOT_FOUND);
        } else {
            reasons.againstPayer(transfer, from, amount);
        }
        if (isNobodys(to) || to == null) {
            reasons.note(true, Reason.TO_NOT_FOUND);
        } else {
            reasons.againstPayee(transfer, to, amount);
        }
        return reasons.first();
    }

    private void againstPayer(Command.Transfer transfer, NaiveAccount from, BigInteger amount) {
        note(from.currency != transfer.amount().currency(), Reason.FROM_CURRENCY_MISMATCH);
        note(from.state == AccountState.CLOSED, Reason.FROM_CLOSED);
        note(from.state == AccountState.FROZEN, Reason.FROM_FROZEN);
        note(from.balance.subtract(amount).compareTo(from.floor()) < 0, Reason.INSUFFICIENT_FUNDS);
    }

    private void againstPayee(Command.Transfer transfer, NaiveAccount to, BigInteger amount) {
        note(to.currency != transfer.amount().currency(), Reason.TO_CURRENCY_MISMATCH);
        note(to.state == AccountState.CLOSED, Reason.TO_CLOSED);
        note(to.balance.add(amount).compareTo(to.largest()) > 0, Reason.BALANCE_OVERFLOW);
    }

    static Optional<Reason> against(
            Command.Amendment amendment, @Nullable NaiveAccount account, boolean changesMore) {
        NaiveReasons reasons = new NaiveReasons();
        if (isNobodys(account) || account == null) {
            return Optional.of(Reason.NOT_FOUND);
        }
        AccountState asked = amendment.state() == null ? account.state : amendment.state();
        BigInteger limit =
                amendment.overdraftLimit() == null
                        ? account.limit
                        : BigInteger.valueOf(amendment.overdraftLimit());
        boolean closed = account.state == AccountState.CLOSED;
        reasons.note(
                asked == AccountState.CLOSED && account.balance.signum() != 0,
                Reason.ACCOUNT_NOT_EMPTY);
        reasons.note(closed && (asked != AccountState.CLOSED || changesMore), Reason.STATE_FINAL);
        reasons.note(
                account.kind == AccountKind.CUSTOMER
                        && account.balance.compareTo(limit.negate()) < 0,
                Reason.LIMIT_BELOW_BALANCE);
        reasons.note(
                amendment.ifRevision() != null && amendment.ifRevision() != account.revision,
                Reason.REVISION_MISMATCH);
        reasons.note(amendment.ifRevision() == null && changesMore, Reason.PRECONDITION_REQUIRED);
        return reasons.first();
    }

    private static boolean isNobodys(@Nullable NaiveAccount account) {
        return account == null
                || account.kind == AccountKind.SETTLEMENT
                || account.kind == AccountKind.UNCLAIMED;
    }

    private void note(boolean applies, Reason reason) {
        if (applies) {
            found.add(reason);
        }
    }

    private Optional<Reason> first() {
        return found.stream().findFirst();
    }
}
