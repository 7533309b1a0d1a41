package dev.nostro.ops;

import dev.nostro.ledger.OpenCrossings;
import dev.nostro.ledger.OpenCrossings.Open;
import dev.nostro.ledger.Ticker;
import dev.nostro.region.RegionId;
import dev.nostro.region.Regions;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// Shows what is on its way between this region and the others. It is looked for now and then, so
/// that a database that is slow holds up no scrape; every node of a region shows the same.
@Singleton
final class CrossingMetrics {

    /// Alarms look at minutes.
    private static final Duration EVERY = Duration.ofSeconds(2);

    private static final double MILLIS = 1_000;

    private final OpenCrossings crossings;
    private final Regions regions;
    private final MeterRegistry registry;
    private @Nullable Ticker ticker;
    private volatile Seen seen = new Seen(Map.of(), Map.of(), Map.of(), 0);

    CrossingMetrics(OpenCrossings crossings, Regions regions, MeterRegistry registry) {
        this.crossings = crossings;
        this.regions = regions;
        this.registry = registry;
    }

    private record Seen(
            Map<RegionId, Open> inFlight,
            Map<RegionId, Open> inDoubt,
            Map<RegionId, Open> queued,
            long unclaimed) {}

    void start(@Observes StartupEvent event) {
        if (regions.others().isEmpty()) {
            return;
        }
        for (RegionId other : regions.others()) {
            show(
                    gauge("nostro.crossings.in.flight", now -> open(now.inFlight(), other).count()),
                    other,
                    "Crossings decided here that the other region has not confirmed");
            show(
                    gauge("nostro.crossings.in.doubt", now -> open(now.inDoubt(), other).count()),
                    other,
                    "Crossings of the other region promised here whose end is not known here");
            show(
                    gauge(
                                    "nostro.crossings.in.flight.age",
                                    now -> seconds(open(now.inFlight(), other)))
                            .baseUnit("seconds"),
                    other,
                    "How long the oldest one has been in flight");
            show(
                    gauge(
                                    "nostro.crossings.in.doubt.age",
                                    now -> seconds(open(now.inDoubt(), other)))
                            .baseUnit("seconds"),
                    other,
                    "How long the oldest one has been in doubt");
            show(
                    gauge("nostro.transfers.queued", now -> open(now.queued(), other).count()),
                    other,
                    "Transfers that wait here until the other region can be reached");
            show(
                    gauge("nostro.transfers.queued.age", now -> seconds(open(now.queued(), other)))
                            .baseUnit("seconds"),
                    other,
                    "How long the oldest one has waited");
        }
        gauge("nostro.credits.unclaimed", Seen::unclaimed)
                .description("Credits whose account could not take them any more")
                .register(registry);
        ticker = Ticker.start("crossing-metrics", EVERY, this::look);
    }

    void stop(@Observes ShutdownEvent event) {
        if (ticker != null) {
            ticker.close();
        }
    }

    private void look() {
        seen =
                new Seen(
                        crossings.inFlight(),
                        crossings.inDoubt(),
                        crossings.queued(),
                        crossings.unclaimed());
    }

    private Gauge.Builder<CrossingMetrics> gauge(String name, ToDoubleFunction<Seen> value) {
        return Gauge.builder(name, this, metrics -> value.applyAsDouble(metrics.seen))
                .strongReference(true);
    }

    private void show(Gauge.Builder<CrossingMetrics> gauge, RegionId other, String description) {
        gauge.tag("region", other.name()).description(description).register(registry);
    }

    private static Open open(Map<RegionId, Open> all, RegionId region) {
        return all.getOrDefault(region, Open.NONE);
    }

    private static double seconds(Open open) {
        return open.oldest().toMillis() / MILLIS;
    }
}
