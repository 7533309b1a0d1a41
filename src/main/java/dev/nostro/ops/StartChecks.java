package dev.nostro.ops;

import dev.nostro.region.Home;
import dev.nostro.region.NostroConfig;
import dev.nostro.region.RegionId;
import dev.nostro.region.Regions;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/// What must be right before a node takes its first request: the database is this region's, and it
/// keeps what it has acknowledged.
@Singleton
final class StartChecks {

    private static final Logger LOG = Logger.getLogger(StartChecks.class);

    /// Before anything else that begins at start.
    private static final int FIRST = 100;

    /// What could be guessed is no secret.
    private static final int SHORTEST_SECRET = 16;

    private final Home home;
    private final Regions regions;
    private final NostroConfig config;

    StartChecks(Home home, Regions regions, NostroConfig config) {
        this.home = home;
        this.regions = regions;
        this.config = config;
    }

    /// Regions that cannot find or trust each other would look like regions that are down.
    private void checkRegions() {
        if (regions.others().isEmpty()) {
            return;
        }
        for (RegionId other : regions.others()) {
            if (Optional.ofNullable(config.regions().get(other.name()))
                    .flatMap(NostroConfig.Region::url)
                    .isEmpty()) {
                throw new IllegalStateException(
                        "region %s has no url: set nostro.regions.%s.url".formatted(other, other));
            }
        }
        int secret = config.link().secret().map(String::length).orElse(0);
        if (secret < SHORTEST_SECRET) {
            throw new IllegalStateException(
                    """
                    nostro.link.secret is %s: regions prove with it who they are; \
                    give all of them the same, of at least %d characters\
                    """
                            .formatted(secret == 0 ? "missing" : "too short", SHORTEST_SECRET));
        }
    }

    void check(@Observes @Priority(FIRST) StartupEvent event) {
        checkRegions();
        RegionId region = regions.own();
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
        if (!durability.keeps() && !config.unsafe()) {
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
