package dev.nostro.ledger;

import dev.nostro.region.RegionId;
import dev.nostro.transfer.CommandId;
import dev.nostro.transfer.CrossingId;
import dev.nostro.transfer.Crossings;
import dev.nostro.transfer.Crossings.Kept;
import dev.nostro.transfer.Crossings.Verdict;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.StatelessSession;

/// What a batch has to know of crossings, in the caller's transaction.
@Singleton
class CrossingRows {

    private final StatelessSession session;

    CrossingRows(StatelessSession session) {
        this.session = session;
    }

    /// The accounts that these crossings have promises for, to be locked.
    Collection<Long> accounts(Set<UUID> crossings) {
        if (crossings.isEmpty()) {
            return Set.of();
        }
        // Index: promise_pkey.
        return session.createSelectionQuery(
                        "select p.account from PromiseEntity p where p.crossing in :crossings",
                        Long.class)
                .setParameter("crossings", crossings)
                .getResultList();
    }

    /// How the first were decided, and what is promised for the second; read after the locks.
    Crossings crossings(Set<UUID> decisions, Set<UUID> promises) {
        return decisions.isEmpty() && promises.isEmpty()
                ? Crossings.NONE
                : new Crossings(decided(decisions), kept(promises));
    }

    private Map<CrossingId, Verdict> decided(Set<UUID> crossings) {
        if (crossings.isEmpty()) {
            return Map.of();
        }
        return session.createSelectionQuery(
                        "from DecisionEntity d where d.crossing in :crossings",
                        DecisionEntity.class)
                .setParameter("crossings", crossings)
                .getResultStream()
                .collect(
                        Collectors.toMap(
                                row -> new CrossingId(row.crossing),
                                row -> Verdict.valueOf(row.verdict.toUpperCase(Locale.ROOT))));
    }

    private Map<CrossingId, List<Kept>> kept(Set<UUID> crossings) {
        if (crossings.isEmpty()) {
            return Map.of();
        }
        return session.createSelectionQuery(
                        "from PromiseEntity p where p.crossing in :crossings", PromiseEntity.class)
                .setParameter("crossings", crossings)
                .getResultStream()
                .map(row ->
                        new Kept(
                                new CrossingId(row.crossing),
                                new CommandId(row.transfer),
                                new RegionId(row.origin),
                                row.account,
                                row.amount))
                .collect(Collectors.groupingBy(Kept::crossing));
    }
}
