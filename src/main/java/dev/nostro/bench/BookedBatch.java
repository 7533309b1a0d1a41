package dev.nostro.bench;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/// A batch of posted transfers, decided and not yet written.
///
/// @param transfers in the order in which they were decided
record BookedBatch(Instant at, List<Transfer> transfers) {

    /// A transfer with what it makes of its two accounts.
    record Transfer(UUID id, Leg from, Leg to) {}

    /// One account's side, and its balance afterwards.
    record Leg(UUID transfer, long account, long seq, long amount, long balance) {}

    /// The postings.
    List<Leg> legs() {
        return transfers.stream()
                .<Leg>mapMulti((transfer, each) -> {
                    each.accept(transfer.from());
                    each.accept(transfer.to());
                })
                .toList();
    }

    /// The last leg of each account, in the order of the accounts.
    Collection<Leg> moved() {
        var last = new TreeMap<Long, Leg>();
        legs().forEach(leg -> last.put(leg.account(), leg));
        return last.values();
    }
}
