package dev.nostro.journal;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import org.hibernate.StatelessSession;

/// The committed batches of this region in an order that never changes, numbered densely from 1.
@Singleton
public class Journal {

    /// Held until the transaction's end by the one follower that numbers at the moment.
    private static final long FOLLOWER = 0x6e6f7374726fL;

    /// What was committed and has no number yet, in the order of its ids: of two batches that share
    /// an account the later one took its id after the earlier one had committed. Indexes:
    /// batch_pkey from `low` on, and journal_batch_key for each batch found there. A subquery for a
    /// value is never made a join: that would go through the whole journal, a little longer every
    /// day.
    private static final String NUMBER =
            """
            insert into journal (seq, batch, numbered_at)
            select (select coalesce(max(seq), 0) from journal) + row_number() over (order by b.id),
                   b.id, clock_timestamp()
            from batch b
            where b.id > (select low from numbering)
              and (select j.seq from journal j where j.batch = b.id) is null
            """;

    /// Whether all transactions that were under way when `candidate` was seen have ended. Asked
    /// before numbering: what has ended by now is visible to the statement that numbers. Asked
    /// after it, a batch that commits between the two statements would be passed by for ever.
    private static final String ENDED =
            "select pg_snapshot_xmin(pg_current_snapshot()) >= candidate_xmax from numbering";

    /// A batch's transaction has its number before the batch has its id. So once those transactions
    /// have ended, no id up to `candidate` is still to come.
    private static final String ADVANCE =
            """
            update numbering
            set low = candidate,
                candidate = (select coalesce(max(batch), 0) from journal),
                candidate_xmax = pg_snapshot_xmax(pg_current_snapshot())
            where low < (select coalesce(max(batch), 0) from journal)
            """;

    private final StatelessSession session;

    public Journal(StatelessSession session) {
        this.session = session;
    }

    /// Numbers what has been committed since; gives how many batches, or 0 when another node is at
    /// it. However often and on however many nodes this runs, no batch is left out or numbered
    /// twice.
    @Transactional
    public int number() {
        boolean mine =
                session.createNativeQuery("select pg_try_advisory_xact_lock(:key)", Boolean.class)
                        .setParameter("key", FOLLOWER)
                        .getSingleResult();
        if (!mine) {
            return 0;
        }
        return numberAll();
    }

    /// As [#number], but waits for whoever is at it: what was committed before this call has a
    /// number after it.
    @Transactional
    public void catchUp() {
        session.createNativeQuery("select cast(pg_advisory_xact_lock(:key) as text)", String.class)
                .setParameter("key", FOLLOWER)
                .getSingleResult();
        numberAll();
    }

    private int numberAll() {
        boolean ended = session.createNativeQuery(ENDED, Boolean.class).getSingleResult();
        int numbered = session.createNativeMutationQuery(NUMBER).executeUpdate();
        if (ended) {
            session.createNativeMutationQuery(ADVANCE).executeUpdate();
        }
        return numbered;
    }

    /// The number of the last batch that has one; 0 before the first.
    @Transactional
    public long position() {
        return session.createSelectionQuery(
                        "select coalesce(max(j.seq), 0) from JournalEntity j", Long.class)
                .getSingleResult();
    }
}
