package dev.nostro.link;

import dev.nostro.region.RegionId;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.StatelessSession;
import org.jboss.logging.Logger;

/// The databases of the other regions. The first one that a region comes with is its database for
/// good; another one, a copy restored elsewhere perhaps, is refused and alarmed.
@Singleton
class Peers {

    private static final Logger LOG = Logger.getLogger(Peers.class);

    private final StatelessSession session;
    private final LinkMetrics metrics;
    private final Map<RegionId, UUID> known = new ConcurrentHashMap<>();
    private final Map<RegionId, UUID> alarmed = new ConcurrentHashMap<>();

    Peers(StatelessSession session, LinkMetrics metrics) {
        this.session = session;
        this.metrics = metrics;
    }

    /// Whether this is the region's database. Nobody's thread is held.
    CompletionStage<Boolean> accept(RegionId region, UUID database) {
        if (database.equals(known.get(region))) {
            return CompletableFuture.completedStage(true);
        }
        return CompletableFuture.supplyAsync(
                () -> compare(region, database, first(region, database)),
                Thread::startVirtualThread);
    }

    private boolean compare(RegionId region, UUID database, UUID first) {
        known.put(region, first);
        if (first.equals(database)) {
            alarmed.remove(region);
            return true;
        }
        metrics.impostor(region);
        if (!database.equals(alarmed.put(region, database))) {
            LOG.errorf(
                    """
                    two databases claim to be region %s: %s, which was there first, and %s, which \
                    is refused. If the region was founded anew, delete its row from the table peer\
                    """,
                    region, first, database);
        }
        return false;
    }

    /// The first database of the region that was seen: this one, if there is none yet. Two that
    /// come at once wait for each other at the primary key.
    @Transactional
    UUID first(RegionId region, UUID database) {
        session.createNativeMutationQuery(
                        """
                        insert into peer (region, database, first_seen)
                        values (:region, :database, now()) on conflict do nothing
                        """)
                .setParameter("region", region.name())
                .setParameter("database", database)
                .executeUpdate();
        return session.createSelectionQuery(
                        "from PeerEntity where region = :region", PeerEntity.class)
                .setParameter("region", region.name())
                .getSingleResult()
                .database();
    }
}
