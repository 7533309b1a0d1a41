package dev.nostro.audit;

import dev.nostro.region.RegionId;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.StatelessSession;

/// What this region's books say about other regions, each method from one snapshot. It reads rows
/// of transfers, and so every one of them, and locks nothing.
@Singleton
public class SettlementBooks {

    /// Before anything else in a transaction: all its statements see one moment.
    private static final String ONE_SNAPSHOT =
            "set transaction isolation level repeatable read, read only";

    /// A transfer that has crossed names, in what was sent, an account of the other region.
    private static final String SENT =
            """
            select split_part(o.to_id, '-', 1), o.currency, count(*), cast(sum(o.amount) as text)
            from outcome o where o.crossing is not null group by 1, 2
            """;

    private static final String RECEIVED =
            """
            select o.caller, o.currency, count(*), cast(sum(o.amount) as text)
            from outcome o where o.status = 'received' group by 1, 2
            """;

    /// What came from one region in batches that have a number. What has none is behind `low`, and
    /// little. Index for that: batch_pkey.
    private static final String RECEIVED_BY_POSITION =
            """
            select o.caller, o.currency, count(*), cast(sum(o.amount) as text)
            from outcome o
            where o.status = 'received' and o.caller = :origin
              and o.batch not in (
                select b.id from batch b
                where b.id > (select low from numbering)
                  and not exists (select from journal j where j.batch = b.id))
            group by 1, 2
            """;

    private static final String BOOKED =
            """
            select y.region, y.currency, coalesce(sum(s.transfers), 0),
                   cast(max(a.balance) + coalesce(sum(s.amount), 0) as text)
            from system_account y join account a on a.number = y.account
              left join settlement_posting s on s.account = y.account
            where y.kind = 'settlement' group by 1, 2
            """;

    /// Indexes: outcome_crossing; of legs only those are left that are not long settled.
    private static final String OPEN =
            """
            select o.id, l.region, o.currency, o.amount
            from leg l join outcome o on o.crossing = l.crossing
            where (l.settled_at is null or l.settled_at >= :began)
              and split_part(o.to_id, '-', 1) = l.region
            """;

    /// Indexes: outcome_pkey, journal_batch_key.
    private static final String APPLIED =
            """
            select o.id from outcome o join journal j on j.batch = o.batch
            where o.id in (:transfers) and o.status = 'received' and o.caller = :origin
              and j.seq <= :position
            """;

    private final StatelessSession session;

    public SettlementBooks(StatelessSession session) {
        this.session = session;
    }

    /// A currency moved between this region and that one.
    record Counterpart(String region, String currency) {}

    /// A transfer to that region that it may or may not have booked.
    record Open(UUID transfer, Counterpart key, long amount) {}

    /// What came from one region up to a place in this region's journal.
    record Received(long position, Map<String, Sum> sums) {}

    /// The paying side.
    ///
    /// @param received from the others, here
    /// @param booked what this region's settlement accounts say; the amount is its balance
    /// @param open not confirmed, or confirmed after a given time
    record Snapshot(
            Map<Counterpart, Sum> sent,
            Map<Counterpart, Sum> received,
            Map<Counterpart, Sum> booked,
            List<Open> open) {}

    /// The clock that tells when a part was confirmed.
    @Transactional
    Instant now() {
        return session.createNativeQuery("select clock_timestamp()", Instant.class)
                .getSingleResult();
    }

    /// What came from there, up to the newest batch that has a number. Have the journal catch up
    /// first: a batch without number counts as not there.
    @Transactional
    Received received(RegionId origin) {
        beginSnapshot();
        long position =
                session.createNativeQuery("select coalesce(max(seq), 0) from journal", Long.class)
                        .getSingleResult();
        Map<String, Sum> sums =
                session.createNativeQuery(RECEIVED_BY_POSITION, Object[].class)
                        .setParameter("origin", origin.name())
                        .getResultStream()
                        .collect(Collectors.toMap(row -> (String) row[1], SettlementBooks::sum));
        return new Received(position, sums);
    }

    /// The paying side; `open` has what was not confirmed before `began`.
    @Transactional
    Snapshot snapshot(Instant began) {
        beginSnapshot();
        return new Snapshot(sums(SENT), sums(RECEIVED), sums(BOOKED), open(began));
    }

    /// Those of these transfers from there that were booked here at or before this place.
    @Transactional
    Set<UUID> applied(RegionId origin, long position, Collection<UUID> transfers) {
        return transfers.isEmpty()
                ? Set.of()
                : session.createNativeQuery(APPLIED, UUID.class)
                        .setParameter("transfers", transfers)
                        .setParameter("origin", origin.name())
                        .setParameter("position", position)
                        .getResultStream()
                        .collect(Collectors.toSet());
    }

    private void beginSnapshot() {
        session.createNativeMutationQuery(ONE_SNAPSHOT).executeUpdate();
        session.createNativeQuery(TrialBalance.UNBOUNDED, Object[].class).getSingleResult();
    }

    private Map<Counterpart, Sum> sums(String query) {
        return session.createNativeQuery(query, Object[].class)
                .getResultStream()
                .collect(
                        Collectors.toMap(
                                row -> new Counterpart((String) row[0], (String) row[1]),
                                SettlementBooks::sum));
    }

    private List<Open> open(Instant began) {
        return session.createNativeQuery(OPEN, Object[].class)
                .setParameter("began", began)
                .getResultStream()
                .map(row ->
                        new Open(
                                (UUID) row[0],
                                new Counterpart((String) row[1], (String) row[2]),
                                ((Number) row[3]).longValue()))
                .toList();
    }

    private static Sum sum(Object[] row) {
        return new Sum(((Number) row[2]).longValue(), new BigInteger((String) row[3]));
    }
}
