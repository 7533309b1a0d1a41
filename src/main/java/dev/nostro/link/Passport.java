package dev.nostro.link;

import dev.nostro.region.Home;
import dev.nostro.region.NostroConfig;
import dev.nostro.region.RegionId;
import dev.nostro.region.Regions;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.MultiMap;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who this region is to the others, and how they show who they are.
@Singleton
final class Passport {

    /// After the database is known to be this region's.
    private static final int AFTER_CHECKS = 1_000;

    private final Regions regions;
    private final Home home;
    private final @Nullable RegionToken tokens;
    private volatile @Nullable UUID database;

    Passport(Regions regions, NostroConfig config, Home home) {
        this.regions = regions;
        this.home = home;
        this.tokens =
                config.link()
                        .secret()
                        .map(secret -> new RegionToken(secret, Clock.systemUTC()))
                        .orElse(null);
    }

    /// What a caller shows.
    sealed interface Shown {

        /// A known region that has proven itself, and the database that it says it has.
        record Known(RegionId region, UUID database) implements Shown {}

        /// No region.
        record Stranger(String why) implements Shown {}
    }

    void start(@Observes @Priority(AFTER_CHECKS) StartupEvent event) {
        if (!regions.others().isEmpty()) {
            database = home.database();
        }
    }

    RegionId own() {
        return regions.own();
    }

    /// The id of the own database; empty until it was asked at start.
    Optional<UUID> database() {
        return Optional.ofNullable(database);
    }

    /// The headers with which a call to that region begins; empty as long as there is nothing to
    /// show.
    Optional<MultiMap> headers(RegionId callee) {
        UUID id = database;
        return tokens == null || id == null
                ? Optional.empty()
                : Optional.of(
                        MultiMap.caseInsensitiveMultiMap()
                                .add(LinkHeaders.REGION, own().name())
                                .add(LinkHeaders.DATABASE, id.toString())
                                .add(LinkHeaders.TOKEN, tokens.make(own(), callee)));
    }

    /// Who has sent these headers.
    Shown check(MultiMap headers) {
        String name = headers.get(LinkHeaders.REGION);
        if (tokens == null || name == null || !regions.elsewhere(name)) {
            return new Shown.Stranger("no other region");
        }
        RegionId caller = new RegionId(name);
        Optional<String> wrong = tokens.wrong(headers.get(LinkHeaders.TOKEN), caller, own());
        if (wrong.isPresent()) {
            return new Shown.Stranger(wrong.get());
        }
        try {
            String id = headers.get(LinkHeaders.DATABASE);
            return new Shown.Known(caller, UUID.fromString(id == null ? "" : id));
        } catch (IllegalArgumentException _) {
            return new Shown.Stranger("no database");
        }
    }
}
