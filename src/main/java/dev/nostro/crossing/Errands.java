package dev.nostro.crossing;

import dev.nostro.ledger.Ticker;
import dev.nostro.region.NostroConfig;
import dev.nostro.region.RegionId;
import dev.nostro.region.Regions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// What makes everything end, whoever began it: again and again, on every node, decisions that
/// nobody has confirmed are told, promises without an end are asked about, and transfers that wait
/// are carried or given up.
@Singleton
final class Errands {

    private final Settler settler;
    private final Backlog backlog;
    private final Regions regions;
    private final NostroConfig.Crossing config;
    private @Nullable Ticker ticker;

    Errands(LedgerBooks books, Conversation wire, Regions regions, NostroConfig config) {
        this.settler = new Settler(books, wire, new Participant(books));
        this.backlog =
                new Backlog(
                        new Protocol(books, wire, settler, InstantSource.system()),
                        Payments::fresh,
                        config.crossing().batch());
        this.regions = regions;
        this.config = config.crossing();
    }

    void start(@Observes StartupEvent event) {
        if (!regions.others().isEmpty()) {
            ticker = Ticker.start("errands", config.every(), this::run);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (ticker != null) {
            ticker.close();
        }
    }

    /// One turn; a turn that is not done holds up the next one.
    private void run() {
        backlog.expire().toCompletableFuture().join();
        for (RegionId region : regions.others()) {
            settler.tellAgain(region, config.again()).toCompletableFuture().join();
            settler.askAbout(region, config.doubt()).toCompletableFuture().join();
            backlog.carry(region).toCompletableFuture().join();
        }
    }
}
