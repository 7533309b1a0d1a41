package dev.nostro.transfer;

import dev.nostro.account.AccountId;
import dev.nostro.account.AccountKind;
import dev.nostro.account.AccountState;
import dev.nostro.money.Money;
import java.util.List;
import java.util.Map;

/// Commands as tests send them, short to write.
final class Sent {

    static final String CALLER = "alice";

    private Sent() {}

    static CommandId id(String key) {
        return CommandId.of(PaperBooks.HOME, CALLER, key);
    }

    /// Cents from one account to another.
    static Command.Transfer transfer(String key, AccountId from, AccountId to, long cents) {
        return transfer(key, from, to, new Money(cents, PaperBooks.EUR));
    }

    static Command.Transfer transfer(String key, AccountId from, AccountId to, Money amount) {
        return new Command.Transfer(id(key), CALLER, from, to, amount, "invoice", Map.of("a", "1"));
    }

    static Command.Opening opening(String key) {
        return new Command.Opening(
                id(key),
                CALLER,
                PaperBooks.EUR,
                AccountKind.CUSTOMER,
                500,
                "Bob",
                "bob",
                Map.of("a", "1"));
    }

    static Command.AllOrNone allOrNone(Command.Transfer... transfers) {
        return new Command.AllOrNone(List.of(transfers));
    }

    static Command.Amendment state(AccountId account, AccountState state) {
        return new Command.Amendment(account, null, state, null, null, null);
    }

    static Command.Amendment limit(AccountId account, long revision, long limit) {
        return new Command.Amendment(account, revision, null, limit, null, null);
    }
}
