package dev.nostro.ledger;

import dev.nostro.region.RegionId;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.StatelessSession;

/// What is not done between this region and each other one, added up. Nearly nothing most of the
/// time, and found by indexes that hold nothing else.
@Singleton
public class OpenCrossings {

    /// Index: leg_unsettled.
    private static final String IN_FLIGHT =
            """
            select l.region, count(*),
                   cast(extract(epoch from clock_timestamp() - min(d.decided_at)) * 1000000
                     as bigint)
            from leg l join decision d on d.crossing = l.crossing
            where l.settled_at is null group by l.region
            """;

    private static final String IN_DOUBT =
            """
            select p.origin, count(distinct p.crossing),
                   cast(extract(epoch from clock_timestamp() - min(p.promised_at)) * 1000000
                     as bigint)
            from promise p group by p.origin
            """;

    /// Index: queued_waiting.
    private static final String QUEUED =
            """
            select q.region, count(*),
                   cast(extract(epoch from clock_timestamp() - min(q.queued_at)) * 1000000
                     as bigint)
            from queued q where q.ended_at is null group by q.region
            """;

    /// Nobody pays from an unclaimed account, so its postings are the credits that came to it.
    private static final String UNCLAIMED =
            """
            select coalesce(cast(sum(a.seq) as bigint), 0)
            from system_account s join account a on a.number = s.account
            where s.kind = 'unclaimed'
            """;

    private static final long NANOS = 1_000;

    private final StatelessSession session;

    OpenCrossings(StatelessSession session) {
        this.session = session;
    }

    /// So many crossings or transfers, and how long the oldest has been so.
    public record Open(long count, Duration oldest) {

        public static final Open NONE = new Open(0, Duration.ZERO);
    }

    /// Decided here and not known to be booked there, by that region.
    @Transactional
    public Map<RegionId, Open> inFlight() {
        return byRegion(IN_FLIGHT);
    }

    /// Promised here and not known how it was decided there, by that region.
    @Transactional
    public Map<RegionId, Open> inDoubt() {
        return byRegion(IN_DOUBT);
    }

    /// Transfers that wait here until that region can be reached.
    @Transactional
    public Map<RegionId, Open> queued() {
        return byRegion(QUEUED);
    }

    /// Credits whose own account could not take them.
    @Transactional
    public long unclaimed() {
        return session.createNativeQuery(UNCLAIMED, Long.class).getSingleResult();
    }

    private Map<RegionId, Open> byRegion(String query) {
        return session.createNativeQuery(query, Object[].class)
                .getResultStream()
                .collect(
                        Collectors.toMap(
                                row -> new RegionId((String) row[0]),
                                row ->
                                        new Open(
                                                ((Number) row[1]).longValue(),
                                                Duration.ofNanos(
                                                        ((Number) row[2]).longValue() * NANOS))));
    }
}
