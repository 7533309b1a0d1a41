package dev.nostro.transfer;

import dev.nostro.account.AccountId;
import dev.nostro.account.AccountState;
import dev.nostro.money.Money;
import java.util.Currency;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A transfer between two accounts that nothing speaks against, until somebody spoils it.
final class Scenario {

    private final PaperBooks books = new PaperBooks();
    private final Side from = new Side(1_000);
    private final Side to = new Side(0);
    private boolean same;
    private long amount = 100;

    /// One of the two accounts.
    static final class Side {
        private long balance;
        private AccountState state = AccountState.OPEN;
        private Currency currency = PaperBooks.EUR;
        private boolean missing;

        private Side(long balance) {
            this.balance = balance;
        }

        void has(long cents) {
            balance = cents;
        }

        void isIn(AccountState other) {
            state = other;
        }

        void isIn(Currency other) {
            currency = other;
        }

        void isMissing() {
            missing = true;
        }

        private AccountId in(PaperBooks books) {
            return missing
                    ? AccountId.of("eu-nobody" + balance)
                    : books.account(
                            balance,
                            standing -> PaperBooks.in(currency, standing.amended(state, 0)));
        }
    }

    Side from() {
        return from;
    }

    Side to() {
        return to;
    }

    void isToItself() {
        same = true;
    }

    void is(long cents) {
        amount = cents;
    }

    Decided decide() {
        return decide(null);
    }

    /// Decides it after something else has been recorded under its key.
    Decided decide(@Nullable Command before) {
        return decide(before, transfer -> transfer);
    }

    /// As [#decide(Command)], with what becomes of the transfer when it is sent like this.
    Decided decide(@Nullable Command before, Function<Command.Transfer, Command> sent) {
        if (before != null) {
            books.decide(before);
        }
        AccountId payer = from.in(books);
        AccountId payee = same ? payer : to.in(books);
        Money money = new Money(amount, PaperBooks.EUR);
        return books.decide(sent.apply(Sent.transfer("key", payer, payee, money)));
    }
}
