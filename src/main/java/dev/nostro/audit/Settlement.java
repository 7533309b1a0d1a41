package dev.nostro.audit;

import dev.nostro.audit.SettlementBooks.Counterpart;
import dev.nostro.audit.SettlementBooks.Open;
import dev.nostro.audit.SettlementBooks.Received;
import dev.nostro.audit.SettlementBooks.Snapshot;
import java.math.BigInteger;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What one region has sent to another in one currency, held against what came. It holds if what
/// was sent and has not arrived is exactly what is known to be in flight, by number and by amount,
/// and the paying region's settlement account says the same as its transfers.
///
/// @param sent by the transfers of the paying region
/// @param received by the credits of the other, up to a place in its journal; null where it could
///   not be asked
/// @param inFlight sent, and not booked there at or before that place; null with `received`
/// @param owed what the transfers say the settlement account must have, both directions together
/// @param booked what it has
public record Settlement(
        String region,
        String currency,
        Sum sent,
        @Nullable Sum received,
        @Nullable Sum inFlight,
        Sum owed,
        Sum booked) {

    /// Null where it is not known: the other region could not be asked.
    public @Nullable Boolean holds() {
        if (!booked.equals(owed)) {
            return false;
        }
        if (received == null || inFlight == null) {
            return null;
        }
        return sent.minus(received).equals(inFlight);
    }

    /// The currencies of what was moved between this region and that one.
    static Set<String> currencies(String region, Snapshot here, @Nullable Received there) {
        Set<String> currencies =
                Stream.of(here.sent(), here.received(), here.booked())
                        .flatMap(sums -> sums.keySet().stream())
                        .filter(key -> key.region().equals(region))
                        .map(Counterpart::currency)
                        .collect(Collectors.toCollection(TreeSet::new));
        if (there != null) {
            currencies.addAll(there.sums().keySet());
        }
        return currencies;
    }

    /// What was sent there, against what came.
    ///
    /// @param there what came, from a snapshot before `here`; null where it is not known
    /// @param applied of what is open `here`, what that counts as come
    static Settlement of(
            Counterpart key, Snapshot here, @Nullable Received there, Set<UUID> applied) {
        Sum sent = here.sent().getOrDefault(key, Sum.ZERO);
        Sum back = here.received().getOrDefault(key, Sum.ZERO);
        Sum owed = new Sum(sent.count() + back.count(), sent.amount().subtract(back.amount()));
        Sum booked = here.booked().getOrDefault(key, Sum.ZERO);
        if (there == null) {
            return new Settlement(key.region(), key.currency(), sent, null, null, owed, booked);
        }
        Sum inFlight =
                here.open().stream()
                        .filter(open -> open.key().equals(key))
                        .filter(open -> !applied.contains(open.transfer()))
                        .map(Settlement::one)
                        .reduce(Sum.ZERO, Sum::plus);
        return new Settlement(
                key.region(),
                key.currency(),
                sent,
                there.sums().getOrDefault(key.currency(), Sum.ZERO),
                inFlight,
                owed,
                booked);
    }

    private static Sum one(Open open) {
        return new Sum(1, BigInteger.valueOf(open.amount()));
    }
}
