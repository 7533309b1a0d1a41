package dev.nostro.transfer;

import dev.nostro.account.AccountId;
import dev.nostro.account.AccountKind;
import dev.nostro.account.AccountState;
import dev.nostro.money.Money;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Commands by chance, over so few accounts, keys and amounts that everything collides.
final class RandomCommands {

    private static final List<Currency> CURRENCIES =
            List.of(PaperBooks.EUR, PaperBooks.JPY, Currency.getInstance("KWD"));
    private static final int KEYS = 300;
    private static final int MOST_IN_BATCH = 20;
    private static final int MOST_IN_ATOMIC_BATCH = 5;

    private final RandomGenerator random;
    private final List<AccountId> accounts = new ArrayList<>();
    private final List<Command> sent = new ArrayList<>();

    RandomCommands(RandomGenerator random) {
        this.random = random;
        for (String nobody : List.of("eu-nobody", "us-195", "eu-98", "")) {
            accounts.add(AccountId.of(nobody));
        }
    }

    /// An account that commands may be about.
    void about(AccountId account) {
        accounts.add(account);
    }

    /// A batch of new commands and of some that were sent before.
    List<Command> batch() {
        List<Command> batch = new ArrayList<>();
        int size = 1 + random.nextInt(MOST_IN_BATCH);
        while (batch.size() < size) {
            batch.add(chance(20) && !sent.isEmpty() ? one(sent) : fresh());
        }
        sent.addAll(batch);
        return batch;
    }

    private Command fresh() {
        int kind = random.nextInt(100);
        if (kind < 3) {
            return opening();
        }
        if (kind < 18) {
            return amendment();
        }
        return kind < 28 ? allOrNone() : transfer();
    }

    private Command.AllOrNone allOrNone() {
        List<Command.Transfer> transfers = new ArrayList<>();
        for (int left = 1 + random.nextInt(MOST_IN_ATOMIC_BATCH); left > 0; left--) {
            transfers.add(transfer());
        }
        return new Command.AllOrNone(transfers);
    }

    private Command.Transfer transfer() {
        return new Command.Transfer(
                key(),
                Sent.CALLER,
                one(accounts),
                one(accounts),
                amount(),
                chance(5) ? "other" : null,
                chance(5) ? Map.of("a", "1") : Map.of());
    }

    private Command.Opening opening() {
        return new Command.Opening(
                key(),
                Sent.CALLER,
                currency(),
                chance(30) ? AccountKind.INTERNAL : AccountKind.CUSTOMER,
                random.nextInt(3) * 50L,
                chance(50) ? "Bob" : null,
                null,
                Map.of());
    }

    private Command.Amendment amendment() {
        return new Command.Amendment(
                one(accounts),
                chance(60) ? Long.valueOf(random.nextInt(4)) : null,
                chance(50) ? one(List.of(AccountState.values())) : null,
                orNull(30, random.nextInt(4) * 40L),
                orNull(10, "Eve"),
                orNull(10, Map.of("b", "2")));
    }

    private <T> @Nullable T orNull(int percent, T value) {
        return chance(percent) ? value : null;
    }

    private CommandId key() {
        return Sent.id("key " + random.nextInt(KEYS));
    }

    private Currency currency() {
        return chance(85) ? PaperBooks.EUR : one(CURRENCIES);
    }

    private Money amount() {
        Currency currency = currency();
        long largest = Money.largest(currency);
        long amount =
                switch (random.nextInt(40)) {
                    case 0 -> 0;
                    case 1 -> -random.nextInt(5);
                    case 2 -> largest;
                    case 3 -> largest - random.nextInt(3);
                    case 4 -> largest / 2;
                    default -> random.nextInt(60);
                };
        return new Money(amount, currency);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
