package dev.nostro.ledger;

import dev.nostro.region.RegionId;
import dev.nostro.transfer.Credit;
import dev.nostro.transfer.CrossingId;
import dev.nostro.transfer.Crossings.Verdict;
import dev.nostro.transfer.Outcome;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/// How this region's crossings ended, and the promises it keeps for those of others.
///
/// Each method is one short transaction. None may be called from a thread that has one open: it
/// could wait for that very thread.
@Singleton
public class Decisions {

    /// Whoever decides this crossing at the moment is done by then, or will be asked about again.
    private static final String BOUND = "set local lock_timeout = '3s'";

    private final StatelessSession session;
    private final Outcomes outcomes;
    private final Connections connections;

    Decisions(StatelessSession session, Outcomes outcomes, Connections connections) {
        this.session = session;
        this.outcomes = outcomes;
        this.connections = connections;
    }

    /// A part of a crossing that its region has not confirmed.
    public record Unsettled(CrossingId crossing, RegionId region, Instant decidedAt) {}

    /// A crossing of another region that this one has made promises for and not heard the end of.
    public record InDoubt(CrossingId crossing, RegionId origin, Instant promisedAt) {}

    /// How this crossing ended; empty while nobody has ended it. A plain look: a coordinator may be
    /// about to.
    @Transactional
    public Optional<Verdict> verdict(CrossingId crossing) {
        return session.createSelectionQuery(
                        "from DecisionEntity d where d.crossing = :crossing", DecisionEntity.class)
                .setParameter("crossing", crossing.value())
                .getResultStream()
                .map(row -> Verdict.valueOf(row.verdict.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    /// Ends a crossing that nobody has decided. Waits for a coordinator still at work, within a
    /// bound, and defeats one that comes later. It says nothing: ask for the verdict after it.
    @Transactional
    public void abort(CrossingId crossing) {
        session.createNativeMutationQuery(BOUND).executeUpdate();
        session.createNativeMutationQuery(
                        """
                        insert into decision (crossing, verdict, decided_at)
                        values (:crossing, 'aborted', clock_timestamp()) on conflict do nothing
                        """)
                .setParameter("crossing", crossing.value())
                .executeUpdate();
        barrier();
    }

    /// What is found in the books may be lost with an unconfirmed primary: one commit after it must
    /// be acknowledged before it is told.
    private void barrier() {
        if (connections.needBarrier(connections.made())) {
            session.createNativeQuery(BatchTransaction.BARRIER, String.class).getSingleResult();
        }
    }

    /// The credits of a crossing that this region has decided to send to that one, in full.
    @Transactional
    public List<Credit> accepted(CrossingId crossing, RegionId region) {
        // Index: outcome_crossing.
        return session.createSelectionQuery(
                        Outcomes.RECORDED + " where o.crossing = :crossing", Object[].class)
                .setParameter("crossing", crossing.value())
                .getResultStream()
                .map(outcomes::recorded)
                .flatMap(outcome -> Outcome.Sent.in(outcome).stream())
                .map(Outcome.Sent::command)
                .filter(transfer -> transfer.to().region().equals(region.name()))
                .map(Credit::of)
                .toList();
    }

    /// The other region has booked its part.
    @Transactional
    public void settled(CrossingId crossing, RegionId region) {
        session.createNativeMutationQuery(
                        """
                        update leg set settled_at = clock_timestamp()
                        where crossing = :crossing and region = :region and settled_at is null
                        """)
                .setParameter("crossing", crossing.value())
                .setParameter("region", region.name())
                .executeUpdate();
    }

    /// When the parts of these crossings were confirmed, as far as they are.
    @Transactional
    public SettledLegs settled(List<CrossingId> crossings) {
        if (crossings.isEmpty()) {
            return new SettledLegs(Map.of());
        }
        // Index: leg_pkey.
        return new SettledLegs(
                session.createSelectionQuery(
                                "from LegEntity l where l.crossing in :crossings", LegEntity.class)
                        .setParameter(
                                "crossings", crossings.stream().map(CrossingId::value).toList())
                        .getResultStream()
                        .filter(leg -> leg.settledAt != null)
                        .collect(
                                Collectors.toMap(
                                        leg -> Map.entry(new CrossingId(leg.crossing), leg.region),
                                        leg -> Objects.requireNonNull(leg.settledAt))));
    }

    /// When parts of crossings were confirmed, by crossing and region.
    public record SettledLegs(Map<Map.Entry<CrossingId, String>, Instant> legs) {

        /// Null while it is not confirmed.
        public @Nullable Instant at(CrossingId crossing, String region) {
            return legs.get(Map.entry(crossing, region));
        }
    }

    /// Parts, decided longer ago than that, that this region has not confirmed.
    @Transactional
    public List<Unsettled> unsettled(RegionId region, Duration age, int limit) {
        // Index: leg_unsettled.
        return session.createSelectionQuery(
                        """
                        select l.crossing, l.region, d.decidedAt from LegEntity l
                        join DecisionEntity d on d.crossing = l.crossing
                        where l.settledAt is null and l.region = :region and d.decidedAt < :before
                        order by d.decidedAt
                        """,
                        Object[].class)
                .setParameter("region", region.name())
                .setParameter("before", now().minus(age))
                .setMaxResults(limit)
                .getResultStream()
                .map(row ->
                        new Unsettled(
                                new CrossingId((UUID) row[0]),
                                new RegionId((String) row[1]),
                                (Instant) row[2]))
                .toList();
    }

    /// Crossings of that region with promises older than that.
    @Transactional
    public List<InDoubt> inDoubt(RegionId origin, Duration age, int limit) {
        // Index: promise_age.
        return session.createSelectionQuery(
                        """
                        select p.crossing, p.origin, min(p.promisedAt) from PromiseEntity p
                        where p.origin = :origin and p.promisedAt < :before
                        group by p.crossing, p.origin
                        order by min(p.promisedAt)
                        """,
                        Object[].class)
                .setParameter("origin", origin.name())
                .setParameter("before", now().minus(age))
                .setMaxResults(limit)
                .getResultStream()
                .map(row ->
                        new InDoubt(
                                new CrossingId((UUID) row[0]),
                                new RegionId((String) row[1]),
                                (Instant) row[2]))
                .toList();
    }

    private Instant now() {
        return session.createNativeQuery("select clock_timestamp()", Instant.class)
                .getSingleResult();
    }
}
