package dev.nostro.ops;

import dev.nostro.region.Home;
import dev.nostro.region.NostroConfig;
import dev.nostro.region.RegionId;
import dev.nostro.region.Regions;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/// What must be right before a node takes its first request: the database is this region's, and it
/// keeps what it has acknowledged.
@Singleton
final class StartChecks {

    private static final Logger LOG = Logger.getLogger(StartChecks.class);

    /// Before anything else that begins at start.
    private static final int FIRST = 100;

    private final Home home;
    private final RegionId region;
    private final boolean unsafe;

    StartChecks(Home home, Regions regions, NostroConfig config) {
        this.home = home;
        this.region = regions.own();
        this.unsafe = config.unsafe();
    }

    void check(@Observes @Priority(FIRST) StartupEvent event) {
        RegionId owner = home.claim();
        if (!owner.equals(region)) {
            throw new IllegalStateException(
                    """
                    this database belongs to region %s, and this node to region %s: \
                    check nostro.region and the datasource\
                    """
                            .formatted(owner, region));
        }
        Home.Durability durability = home.durability();
        if (!durability.keeps() && !unsafe) {
            throw new IllegalStateException(
                    """
                    this database may forget what it has acknowledged: fsync=%s, \
                    full_page_writes=%s, synchronous_commit=%s; set them on, \
                    or nostro.unsafe=true where no real money is\
                    """
                            .formatted(
                                    durability.fsync(),
                                    durability.fullPageWrites(),
                                    durability.synchronousCommit()));
        }
        LOG.infof(
                "region %s, fsync=%s, synchronous_commit=%s, full_page_writes=%s",
                region,
                durability.fsync(),
                durability.synchronousCommit(),
                durability.fullPageWrites());
    }
}
