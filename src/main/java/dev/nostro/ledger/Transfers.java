package dev.nostro.ledger;

import dev.nostro.account.AccountId;
import dev.nostro.transfer.CommandId;
import dev.nostro.transfer.Outcome;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.StatelessSession;
import org.hibernate.query.SelectionQuery;
import org.jspecify.annotations.Nullable;

/// The transfers of this region, whatever has become of them, as readers see them.
@Singleton
public class Transfers {

    /// Credits from other regions are transfers of theirs.
    private static final String OWN = " o.status not in ('opened', 'received')";

    private final StatelessSession session;
    private final Outcomes outcomes;

    Transfers(StatelessSession session, Outcomes outcomes) {
        this.session = session;
        this.outcomes = outcomes;
    }

    /// What a transfer is now.
    public enum Status {
        POSTED,
        QUEUED,
        REFUSED,
        EXPIRED;

        private static final Map<String, Status> BY_WORD =
                Stream.of(values()).collect(Collectors.toMap(Status::word, value -> value));

        /// The word of the wire and of the tables.
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// The status with this word, if a transfer of this version can have it.
        public static Optional<Status> of(String word) {
            return Optional.ofNullable(BY_WORD.get(word));
        }

        /// As a literal, so that indexes of some statuses only can be used.
        private String condition() {
            return " o.status = '" + word() + "'";
        }
    }

    /// Where a list goes on: below this batch, and in it below this id; and for the posted
    /// transfers of one account below this posting.
    public record Position(long batch, UUID id, long seq) {

        /// Before everything.
        public static final Position NEWEST =
                new Position(Long.MAX_VALUE, new UUID(-1, -1), Long.MAX_VALUE);
    }

    /// One line of a list, and where the list goes on after it.
    public record Listed(Outcome.Recorded outcome, Position next) {}

    /// What this region has recorded under this id, be it a transfer or the opening of an account.
    @Transactional
    public Optional<Outcome.Recorded> find(CommandId id) {
        return Optional.ofNullable(outcomes.recorded(List.of(id)).get(id))
                .filter(outcome -> !(outcome instanceof Outcome.Received));
    }

    /// The newest transfers below a position; `status` null asks for any.
    @Transactional
    public List<Listed> list(@Nullable Status status, Position below, int limit) {
        // Index: outcome_batch, or outcome_queued, backwards.
        return byBatch(OWN + (status == null ? "" : " and" + status.condition()), below)
                .setMaxResults(limit)
                .getResultStream()
                .map(row -> listed(row, below.seq()))
                .toList();
    }

    /// The newest transfers of an account below a position, those with a posting and those without
    /// merged.
    @Transactional
    public List<Listed> list(
            AccountId account, @Nullable Status status, Position below, int limit) {
        List<Listed> posted =
                status == null || status == Status.POSTED
                        ? posted(account, below, limit)
                        : List.of();
        List<Listed> unposted =
                status == Status.POSTED ? List.of() : unposted(account, status, below, limit);
        return merge(posted, unposted, below, limit);
    }

    private List<Listed> posted(AccountId account, Position below, int limit) {
        // Index: posting_pkey, backwards, then outcome_pkey.
        return session.createSelectionQuery(
                        """
                        select o, p.balanceAfter, w, q.seq from PostingEntity q
                        join OutcomeEntity o on o.id = q.transfer
                        left join PostingEntity p on p.account = o.fromAccount and p.seq = o.fromSeq
                        left join QueuedEntity w on w.transfer = o.id
                        where q.account = :account and q.seq < :seq order by q.seq desc
                        """,
                        Object[].class)
                .setParameter("account", account.number())
                .setParameter("seq", below.seq())
                .setMaxResults(limit)
                .getResultStream()
                .map(row -> listed(row, postedIn(row), (long) row[3]))
                .toList();
    }

    private List<Listed> unposted(
            AccountId account, @Nullable Status status, Position below, int limit) {
        // Indexes: outcome_unposted_from and outcome_unposted_to.
        return byBatch(
                        " o.status in ('refused', 'queued', 'expired')"
                                + " and (o.fromAccount = :a or o.toAccount = :a)"
                                + (status == null ? "" : " and" + status.condition()),
                        below)
                .setParameter("a", account.number())
                .setMaxResults(limit)
                .getResultStream()
                .map(row -> listed(row, below.seq()))
                .toList();
    }

    private SelectionQuery<Object[]> byBatch(String where, Position below) {
        return session.createSelectionQuery(
                        Outcomes.RECORDED
                                + " where"
                                + where
                                + " and (o.batch < :batch or (o.batch = :batch and o.id < :id))"
                                + " order by o.batch desc, o.id desc",
                        Object[].class)
                .setParameter("batch", below.batch())
                .setParameter("id", below.id());
    }

    private Listed listed(Object[] row, long seq) {
        return listed(row, ((OutcomeEntity) row[0]).batch, seq);
    }

    private Listed listed(Object[] row, long batch, long seq) {
        OutcomeEntity outcome = (OutcomeEntity) row[0];
        return new Listed(outcomes.recorded(row), new Position(batch, outcome.id, seq));
    }

    /// A transfer that has waited was posted in a later batch than its own.
    private static long postedIn(Object[] row) {
        QueuedEntity waited = (QueuedEntity) row[2];
        return waited == null || waited.endedBatch == null
                ? ((OutcomeEntity) row[0]).batch
                : waited.endedBatch;
    }

    /// Each stream keeps its own place: a posted transfer moves only the seq, another one only
    /// batch and id.
    private static List<Listed> merge(
            List<Listed> posted, List<Listed> unposted, Position below, int limit) {
        List<Listed> merged = new ArrayList<>();
        Position at = below;
        int p = 0;
        int u = 0;
        while (merged.size() < limit && (p < posted.size() || u < unposted.size())) {
            boolean takePosted =
                    u == unposted.size()
                            || (p < posted.size()
                                    && posted.get(p).next().batch()
                                            >= unposted.get(u).next().batch());
            Listed next = takePosted ? posted.get(p++) : unposted.get(u++);
            at =
                    takePosted
                            ? new Position(at.batch(), at.id(), next.next().seq())
                            : new Position(next.next().batch(), next.next().id(), at.seq());
            merged.add(new Listed(next.outcome(), at));
        }
        return merged;
    }
}
