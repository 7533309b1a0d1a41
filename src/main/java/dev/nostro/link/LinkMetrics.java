package dev.nostro.link;

import dev.nostro.region.RegionId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// What is counted of the way to the other regions: `docs/reference/metrics.md` lists it.
@Singleton
final class LinkMetrics {

    private static final String REGION = "region";

    private final MeterRegistry registry;

    LinkMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /// Shows whether the region is worth calling.
    void watch(RegionId region, BooleanSupplier up) {
        Gauge.builder("nostro.link.up", up, is -> is.getAsBoolean() ? 1 : 0)
                .description("1 where the region answers, else 0")
                .tag(REGION, region.name())
                .strongReference(true)
                .register(registry);
        for (LinkFailure.Kind kind : LinkFailure.Kind.values()) {
            failures(region, kind);
        }
        impostors(region);
    }

    void greeted(RegionId region, Duration roundTrip) {
        Timer.builder("nostro.link.round.trip")
                .description("From a greeting to its answer")
                .tag(REGION, region.name())
                .register(registry)
                .record(roundTrip);
    }

    void failed(RegionId region, LinkFailure.Kind kind) {
        failures(region, kind).increment();
    }

    void impostor(RegionId region) {
        impostors(region).increment();
    }

    void stranger() {
        registry.counter("nostro.link.strangers").increment();
    }

    private Counter failures(RegionId region, LinkFailure.Kind kind) {
        return registry.counter("nostro.link.failures", REGION, region.name(), "kind", kind.name());
    }

    private Counter impostors(RegionId region) {
        return registry.counter("nostro.link.impostors", REGION, region.name());
    }
}
