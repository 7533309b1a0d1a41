package dev.nostro.transfer;

import dev.nostro.account.AccountId;
import dev.nostro.account.AccountKind;
import dev.nostro.account.AccountState;
import dev.nostro.account.Standing;
import dev.nostro.money.Money;
import dev.nostro.region.RegionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

        /// Whether this account, as it was seen, could pay.
        public boolean hopeful(@Nullable Standing payer) {
            return Guards.paying(this, payer) == null;
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

    /// A transfer to another region, to be decided here if that can be done without asking there:
    /// when it is refused on the paying side, or its key is known.
    record Leaving(Transfer transfer) implements Command {}

    /// As [Leaving], of transfers of which all are to be made, or none: nothing of it is written.
    record LeavingTogether(AllOrNone batch) implements Command {}

    /// A transfer whose other region cannot be reached: it is to wait for it, for so long at most,
    /// with its amount held.
    record Queueing(Transfer transfer, Duration within) implements Command {}

    /// A transfer that waits, to be given up if its time is over.
    record Expiry(Transfer transfer) implements Command {}

    /// How the transfers of a crossing are decided.
    enum Terms {
        /// Each for itself.
        EACH,
        /// All are made, or none.
        ALL_OR_NONE,
        /// Each for itself, and all of them wait here already.
        WAITING
    }

    /// Transfers of which some go to other regions, and what those have said to them.
    record Crossing(
            CrossingId id,
            List<Transfer> transfers,
            Terms terms,
            Set<RegionId> legs,
            Promises promises,
            Course course)
            implements Command {

        public Crossing {
            transfers = List.copyOf(transfers);
            legs = Set.copyOf(legs);
            if (transfers.isEmpty() || legs.isEmpty()) {
                throw new IllegalArgumentException("a crossing to nowhere");
            }
        }
    }

    /// When a crossing was begun and when it had its promises, on the clock of its node: for people
    /// to look at, nothing is decided by it.
    record Course(Instant begunAt, Instant promisedAt) {}

    /// Another region asks for promises that these credits will be accepted.
    record Preparation(CrossingId crossing, RegionId origin, List<Credit> credits)
            implements Command {

        public Preparation {
            credits = List.copyOf(credits);
        }
    }

    /// The account of this region for credits in this currency that nobody else can take.
    record Unclaimed(Currency currency, AccountId account) {}

    /// Another region has decided: these credits are posted, all other promises of the crossing are
    /// dropped. `unclaimed` are the accounts for what its own account cannot take, by currency.
    record Conclusion(
            CrossingId crossing,
            RegionId origin,
            List<Credit> accepted,
            Map<Currency, AccountId> unclaimed)
            implements Command {

        public Conclusion {
            accepted = List.copyOf(accepted);
            unclaimed = Map.copyOf(unclaimed);
        }
    }

    private static Map<String, String> inOrder(Map<String, String> metadata) {
        return metadata.isEmpty()
                ? Map.of()
                : Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }
}
