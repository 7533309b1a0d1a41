package dev.nostro.ledger;

import dev.nostro.region.RegionId;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.Outcome;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import org.hibernate.StatelessSession;
import org.hibernate.query.SelectionQuery;

/// The transfers that wait until their other region can be reached. A look without locks: what
/// becomes of one is decided by a writer. Each method is one short transaction.
@Singleton
public class QueuedTransfers {

    private final StatelessSession session;
    private final Outcomes outcomes;

    QueuedTransfers(StatelessSession session, Outcomes outcomes) {
        this.session = session;
        this.outcomes = outcomes;
    }

    /// Those that wait for this region, the oldest first.
    @Transactional
    public List<Command.Transfer> waiting(RegionId region, int limit) {
        // Index: queued_waiting.
        return transfers(
                where(" where w.region = :region and w.endedAt is null")
                        .setParameter("region", region.name()),
                limit);
    }

    /// Those whose time is over, by the database's clock, whatever they wait for.
    @Transactional
    public List<Command.Transfer> overdue(int limit) {
        // Index: queued_expiry.
        return transfers(where(" where w.expiresAt <= instant and w.endedAt is null"), limit);
    }

    private SelectionQuery<Object[]> where(String condition) {
        return session.createSelectionQuery(
                Outcomes.RECORDED + condition + " order by w.queuedAt, w.transfer", Object[].class);
    }

    private List<Command.Transfer> transfers(SelectionQuery<Object[]> query, int limit) {
        return query.setMaxResults(limit)
                .getResultStream()
                .map(outcomes::recorded)
                .map(outcome -> ((Outcome.Queued) outcome).command())
                .toList();
    }
}
