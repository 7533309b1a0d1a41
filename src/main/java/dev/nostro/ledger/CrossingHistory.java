package dev.nostro.ledger;

import dev.nostro.region.RegionId;
import dev.nostro.transfer.CrossingId;
import dev.nostro.transfer.Crossings.Verdict;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.StatelessSession;
import org.hibernate.query.SelectionQuery;
import org.jspecify.annotations.Nullable;

/// Crossings as readers see them: those of this region by their decisions, those of others by what
/// is promised for them here. Newest first.
@Singleton
public class CrossingHistory {

    /// So many transfers can travel in one crossing, and more are not told.
    private static final int MOST = 10_000;

    private static final String BELOW =
            " (d.decidedAt < :at or (d.decidedAt = :at and d.crossing < :crossing))";

    private static final String UNSETTLED =
            " (select 1 from LegEntity l where l.crossing = d.crossing and l.settledAt is null)";

    private final StatelessSession session;

    CrossingHistory(StatelessSession session) {
        this.session = session;
    }

    /// Which crossings of this region.
    public enum Sort {
        ANY(""),
        IN_FLIGHT(" and d.verdict = 'decided' and exists" + UNSETTLED),
        SETTLED(" and d.verdict = 'decided' and not exists" + UNSETTLED),
        ABORTED(" and d.verdict = 'aborted'");

        private final String condition;

        Sort(String condition) {
            this.condition = condition;
        }
    }

    /// Where a list goes on.
    public record Position(Instant at, UUID crossing) {

        /// Before everything.
        public static final Position NEWEST =
                new Position(Instant.parse("9999-12-31T23:59:59Z"), new UUID(-1, -1));
    }

    /// A receiving region's part; `settledAt` is null until it has confirmed it.
    public record Leg(RegionId region, @Nullable Instant settledAt) {}

    /// A crossing of this region that has ended in one way or the other.
    ///
    /// @param begunAt and `promisedAt` are null where it was aborted
    /// @param transfers how many it moves
    public record Ended(
            CrossingId id,
            Verdict verdict,
            @Nullable Instant begunAt,
            @Nullable Instant promisedAt,
            Instant decidedAt,
            List<Leg> legs,
            long transfers) {}

    /// A crossing of another region that something is promised for here: its end is not known here
    /// yet.
    public record Doubt(CrossingId id, RegionId origin, Instant promisedAt, long transfers) {}

    /// Crossings of this region below a position.
    @Transactional
    public List<Ended> ended(Sort sort, Position below, int limit) {
        // Index: decision_time or decision_aborted, backwards; leg_unsettled.
        return withLegs(
                session.createSelectionQuery(
                                "from DecisionEntity d where"
                                        + BELOW
                                        + sort.condition
                                        + " order by d.decidedAt desc, d.crossing desc",
                                DecisionEntity.class)
                        .setParameter("at", below.at())
                        .setParameter("crossing", below.crossing())
                        .setMaxResults(limit)
                        .getResultList());
    }

    /// This crossing of this region; empty where nobody has ended it.
    @Transactional
    public List<Ended> ended(CrossingId crossing) {
        return withLegs(
                session.createSelectionQuery(
                                "from DecisionEntity d where d.crossing = :crossing",
                                DecisionEntity.class)
                        .setParameter("crossing", crossing.value())
                        .getResultList());
    }

    /// Crossings of other regions below a position.
    @Transactional
    public List<Doubt> inDoubt(Position below, int limit) {
        // Promises are few: what is settled has none.
        return doubts(
                session.createSelectionQuery(
                                """
                                select p.crossing, p.origin, min(p.promisedAt), count(*)
                                from PromiseEntity p group by p.crossing, p.origin
                                having min(p.promisedAt) < :at
                                    or (min(p.promisedAt) = :at and p.crossing < :crossing)
                                order by min(p.promisedAt) desc, p.crossing desc
                                """,
                                Object[].class)
                        .setParameter("at", below.at())
                        .setParameter("crossing", below.crossing())
                        .setMaxResults(limit));
    }

    /// What is promised here for this crossing of that region.
    @Transactional
    public List<Doubt> inDoubt(CrossingId crossing, RegionId origin) {
        return doubts(
                session.createSelectionQuery(
                                """
                                select p.crossing, p.origin, min(p.promisedAt), count(*)
                                from PromiseEntity p
                                where p.crossing = :crossing and p.origin = :origin
                                group by p.crossing, p.origin
                                """,
                                Object[].class)
                        .setParameter("crossing", crossing.value())
                        .setParameter("origin", origin.name()));
    }

    /// The transfers that this crossing moves.
    @Transactional
    public List<UUID> transfers(CrossingId crossing) {
        // Index: outcome_crossing.
        return session.createSelectionQuery(
                        "select o.id from OutcomeEntity o where o.crossing = :crossing", UUID.class)
                .setParameter("crossing", crossing.value())
                .setMaxResults(MOST)
                .getResultList();
    }

    /// The clock of all times here.
    @Transactional
    public Instant now() {
        return session.createNativeQuery("select clock_timestamp()", Instant.class)
                .getSingleResult();
    }

    private static List<Doubt> doubts(SelectionQuery<Object[]> query) {
        return query.getResultStream()
                .map(row ->
                        new Doubt(
                                new CrossingId((UUID) row[0]),
                                new RegionId((String) row[1]),
                                (Instant) row[2],
                                (long) row[3]))
                .toList();
    }

    private List<Ended> withLegs(List<DecisionEntity> decisions) {
        if (decisions.isEmpty()) {
            return List.of();
        }
        List<UUID> crossings = decisions.stream().map(row -> row.crossing).toList();
        // Index: leg_pkey.
        Map<UUID, List<Leg>> legs =
                session.createSelectionQuery(
                                "from LegEntity l where l.crossing in :crossings order by l.region",
                                LegEntity.class)
                        .setParameter("crossings", crossings)
                        .getResultStream()
                        .collect(
                                Collectors.groupingBy(
                                        row -> row.crossing,
                                        Collectors.mapping(
                                                row ->
                                                        new Leg(
                                                                new RegionId(row.region),
                                                                row.settledAt),
                                                Collectors.toList())));
        // Index: outcome_crossing.
        Map<UUID, Long> transfers =
                session.createSelectionQuery(
                                """
                                select o.crossing, count(*) from OutcomeEntity o
                                where o.crossing in :crossings group by o.crossing
                                """,
                                Object[].class)
                        .setParameter("crossings", crossings)
                        .getResultStream()
                        .collect(Collectors.toMap(row -> (UUID) row[0], row -> (Long) row[1]));
        List<Ended> ended = new ArrayList<>();
        for (DecisionEntity row : decisions) {
            ended.add(
                    new Ended(
                            new CrossingId(row.crossing),
                            Verdict.valueOf(row.verdict.toUpperCase(Locale.ROOT)),
                            row.begunAt,
                            row.promisedAt,
                            row.decidedAt,
                            legs.getOrDefault(row.crossing, List.of()),
                            transfers.getOrDefault(row.crossing, 0L)));
        }
        return ended;
    }
}
