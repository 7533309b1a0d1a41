package dev.nostro.transfer;

import dev.nostro.account.AccountId;
import dev.nostro.account.AccountKind;
import dev.nostro.account.AccountState;
import dev.nostro.money.Money;
import java.util.Collections;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A checked request to change the books: what can be known without looking at them is right.
public sealed interface Command {

    /// A command under a key has one effect, however often it is sent.
    sealed interface Keyed extends Command {
        CommandId id();

        String caller();
    }

    /// Money from one account to another. Whether the accounts differ and the amount is positive is
    /// decided later: a key that is already taken is told first.
    record Transfer(
            CommandId id,
            String caller,
            AccountId from,
            AccountId to,
            Money amount,
            @Nullable String reference,
            Map<String, String> metadata)
            implements Keyed {

        public Transfer {
            metadata = inOrder(metadata);
        }
    }

    /// A new account of this region.
    record Opening(
            CommandId id,
            String caller,
            Currency currency,
            AccountKind kind,
            long overdraftLimit,
            @Nullable String name,
            @Nullable String owner,
            Map<String, String> metadata)
            implements Keyed {

        public Opening {
            metadata = inOrder(metadata);
            if (overdraftLimit < 0 || !kind.onRequest()) {
                throw new IllegalArgumentException("nobody can open such an account");
            }
        }
    }

    /// A change of an account; null leaves as it is. It has no key: its guard is the revision.
    record Amendment(
            AccountId account,
            @Nullable Long ifRevision,
            @Nullable AccountState state,
            @Nullable Long overdraftLimit,
            @Nullable String name,
            @Nullable Map<String, String> metadata)
            implements Command {

        public Amendment {
            metadata = metadata == null ? null : inOrder(metadata);
        }

        /// Everything but the state may be changed only by somebody who has seen what is there.
        boolean needsRevision() {
            return overdraftLimit != null || name != null || metadata != null;
        }
    }

    /// Transfers of which all are made, or none.
    record AllOrNone(List<Transfer> transfers) implements Command {

        public AllOrNone {
            transfers = List.copyOf(transfers);
            if (transfers.isEmpty()) {
                throw new IllegalArgumentException("an atomic batch of nothing");
            }
        }
    }

    private static Map<String, String> inOrder(Map<String, String> metadata) {
        return metadata.isEmpty()
                ? Map.of()
                : Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }
}
