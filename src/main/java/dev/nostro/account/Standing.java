package dev.nostro.account;

import dev.nostro.money.Money;
import java.time.Instant;
import java.util.Currency;

/// What a decision about money needs to know of an account, all of it read under the account's
/// lock. Amounts are minor units of [#currency].
///
/// `held` is what it will pay if something comes to pass, and can pay for nothing else meanwhile.
/// `promised` is what other regions have been promised it will receive: no later change of the
/// account may make that impossible.
///
/// `seq` counts postings; `version` counts postings and holds, so that a reader can tell which of
/// two standings is the later one.
public record Standing(
        AccountId id,
        Currency currency,
        AccountKind kind,
        AccountState state,
        long balance,
        long held,
        long promised,
        long overdraftLimit,
        long seq,
        long version,
        Instant lastPostedAt) {

    /// What the account may still pay, as readers see it.
    public long available() {
        return balance - held + overdraftLimit;
    }

    /// Whether paying this leaves the account at or above its floor. The bank's own accounts have
    /// none but the largest debt that can be written.
    public boolean canPay(long amount) {
        return kind == AccountKind.CUSTOMER
                ? amount <= available()
                : amount <= balance - held + Money.largest(currency);
    }

    /// Whether receiving this keeps the balance within what can be written, with all that is
    /// promised already.
    public boolean canReceive(long amount) {
        return amount <= Money.largest(currency) - balance - promised;
    }

    /// The standing after one more posting of this signed amount.
    public Standing posted(long signed, Instant at) {
        return posted(signed, held, at);
    }

    /// The standing after paying this from what was held for it.
    public Standing paidFromHold(long amount, Instant at) {
        return posted(-amount, Math.subtractExact(held, amount), at);
    }

    private Standing posted(long signed, long heldAfter, Instant at) {
        if (at.isBefore(lastPostedAt)) {
            throw new IllegalArgumentException("a posting of " + id + " before its last one");
        }
        return new Standing(
                id,
                currency,
                kind,
                state,
                Math.addExact(balance, signed),
                heldAfter,
                promised,
                overdraftLimit,
                seq + 1,
                version + 1,
                at);
    }

    /// The standing with this held, or, where it is negative, released.
    public Standing holding(long amount) {
        return new Standing(
                id,
                currency,
                kind,
                state,
                balance,
                Math.addExact(held, amount),
                promised,
                overdraftLimit,
                seq,
                version + 1,
                lastPostedAt);
    }

    /// The standing after a promise to receive this, or, where it is negative, after a promise is
    /// kept or dropped.
    public Standing promising(long amount) {
        return new Standing(
                id,
                currency,
                kind,
                state,
                balance,
                held,
                Math.addExact(promised, amount),
                overdraftLimit,
                seq,
                version,
                lastPostedAt);
    }

    /// The same standing in another state, with another limit.
    public Standing amended(AccountState newState, long newOverdraftLimit) {
        return new Standing(
                id,
                currency,
                kind,
                newState,
                balance,
                held,
                promised,
                newOverdraftLimit,
                seq,
                version,
                lastPostedAt);
    }
}
