package dev.nostro.audit;

import dev.nostro.region.RegionId;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.StatelessSession;

/// The single transfers between this region and another, in the order of their ids: what is looked
/// through when the sums do not agree.
@Singleton
public class SettlementRows {

    /// Index: outcome_pkey, in its order.
    private static final String SENT =
            """
            select o.id, o.amount, o.decided_at from outcome o
            where o.id > :after and o.crossing is not null and o.currency = :currency
              and split_part(o.to_id, '-', 1) = :region
            order by o.id limit :limit
            """;

    /// Index: outcome_pkey. A credit without a number in the journal came after every position.
    private static final String RECEIVED =
            """
            select o.id, o.amount, o.decided_at
            from outcome o join journal j on j.batch = o.batch
            where o.id > :after and o.id <= :last and o.status = 'received'
              and o.caller = :region and o.currency = :currency and j.seq <= :position
            order by o.id
            """;

    private final StatelessSession session;

    public SettlementRows(StatelessSession session) {
        this.session = session;
    }

    /// One transfer, as one of the two regions has it.
    record Line(UUID transfer, long amount, Instant at) {}

    /// The next that this region has sent there.
    @Transactional
    List<Line> sent(SettlementBooks.Counterpart to, UUID after, int limit) {
        session.createNativeQuery(TrialBalance.UNBOUNDED, Object[].class).getSingleResult();
        return session.createNativeQuery(SENT, Object[].class)
                .setParameter("after", after)
                .setParameter("currency", to.currency())
                .setParameter("region", to.region())
                .setParameter("limit", limit)
                .getResultStream()
                .map(SettlementRows::line)
                .toList();
    }

    /// Those from there in this range that were booked at or before a place in the journal.
    @Transactional
    List<Line> received(RegionId origin, Questions.Range range) {
        session.createNativeQuery(TrialBalance.UNBOUNDED, Object[].class).getSingleResult();
        return session.createNativeQuery(RECEIVED, Object[].class)
                .setParameter("after", range.after())
                .setParameter("last", range.last())
                .setParameter("region", origin.name())
                .setParameter("currency", range.currency())
                .setParameter("position", range.position())
                .getResultStream()
                .map(SettlementRows::line)
                .toList();
    }

    private static Line line(Object[] row) {
        return new Line((UUID) row[0], ((Number) row[1]).longValue(), (Instant) row[2]);
    }
}
