package dev.nostro.ledger;

import dev.nostro.region.RegionId;
import dev.nostro.transfer.CommandId;
import dev.nostro.transfer.CrossingId;
import dev.nostro.transfer.Crossings;
import dev.nostro.transfer.Crossings.Kept;
import dev.nostro.transfer.Crossings.Verdict;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
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

    /// Index: promise_pkey.
    private static final ArrayQuery ACCOUNTS =
            new ArrayQuery("uuid", "select account from promise where crossing = any (?)");

    /// Index: decision_pkey.
    private static final ArrayQuery DECIDED =
            new ArrayQuery(
                    "uuid", "select crossing, verdict from decision where crossing = any (?)");

    /// Index: promise_pkey.
    private static final ArrayQuery KEPT =
            new ArrayQuery(
                    "uuid",
                    """
                    select crossing, transfer, origin, account, amount from promise
                    where crossing = any (?)
                    """);

    private final StatelessSession session;

    CrossingRows(StatelessSession session) {
        this.session = session;
    }

    /// The accounts that these crossings have promises for, to be locked.
    Collection<Long> accounts(Set<UUID> crossings) {
        return ACCOUNTS.list(session, crossings, row -> row.getLong(1));
    }

    /// How the first were decided, and what is promised for the second; read after the locks.
    Crossings crossings(Set<UUID> decisions, Set<UUID> promises) {
        return decisions.isEmpty() && promises.isEmpty()
                ? Crossings.NONE
                : new Crossings(decided(decisions), kept(promises));
    }

    private Map<CrossingId, Verdict> decided(Set<UUID> crossings) {
        return DECIDED.list(session, crossings, CrossingRows::verdict).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Map<CrossingId, List<Kept>> kept(Set<UUID> crossings) {
        return KEPT.list(session, crossings, CrossingRows::promise).stream()
                .collect(Collectors.groupingBy(Kept::crossing));
    }

    private static Map.Entry<CrossingId, Verdict> verdict(ResultSet row) throws SQLException {
        return Map.entry(
                new CrossingId(row.getObject(1, UUID.class)),
                Verdict.valueOf(row.getString(2).toUpperCase(Locale.ROOT)));
    }

    private static Kept promise(ResultSet row) throws SQLException {
        return new Kept(
                new CrossingId(row.getObject(1, UUID.class)),
                new CommandId(row.getObject(2, UUID.class)),
                new RegionId(row.getString(3)),
                row.getLong(4),
                row.getLong(5));
    }
}
