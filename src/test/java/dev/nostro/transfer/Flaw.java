package dev.nostro.transfer;

import dev.nostro.account.AccountState;
import dev.nostro.money.Money;

/// What can be wrong with a transfer, in the order in which it is to be told.
enum Flaw {
    SAME(Reason.ACCOUNTS_MUST_DIFFER),
    ZERO(Reason.AMOUNT_MUST_BE_POSITIVE),
    NO_PAYER(Reason.FROM_NOT_FOUND),
    YEN_PAYER(Reason.FROM_CURRENCY_MISMATCH),
    CLOSED_PAYER(Reason.FROM_CLOSED),
    FROZEN_PAYER(Reason.FROM_FROZEN),
    POOR_PAYER(Reason.INSUFFICIENT_FUNDS),
    NO_PAYEE(Reason.TO_NOT_FOUND),
    YEN_PAYEE(Reason.TO_CURRENCY_MISMATCH),
    CLOSED_PAYEE(Reason.TO_CLOSED),
    RICH_PAYEE(Reason.BALANCE_OVERFLOW);

    private final Reason reason;

    Flaw(Reason reason) {
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    void spoil(Scenario scenario) {
        switch (this) {
            case SAME -> scenario.isToItself();
            case ZERO -> scenario.is(0);
            case NO_PAYER -> scenario.from().isMissing();
            case YEN_PAYER -> scenario.from().isIn(PaperBooks.JPY);
            case CLOSED_PAYER -> scenario.from().isIn(AccountState.CLOSED);
            case FROZEN_PAYER -> scenario.from().isIn(AccountState.FROZEN);
            case POOR_PAYER -> scenario.from().has(99);
            case NO_PAYEE -> scenario.to().isMissing();
            case YEN_PAYEE -> scenario.to().isIn(PaperBooks.JPY);
            case CLOSED_PAYEE -> scenario.to().isIn(AccountState.CLOSED);
            case RICH_PAYEE -> scenario.to().has(Money.largest(PaperBooks.EUR) - 99);
        }
    }
}
