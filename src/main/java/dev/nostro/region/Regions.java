package dev.nostro.region;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The regions this node knows, its own among them.
@Singleton
public final class Regions {

    private final RegionId own;
    private final Map<String, RegionId> all = new LinkedHashMap<>();

    @Inject
    public Regions(NostroConfig config) {
        this(
                new RegionId(config.region()),
                config.regions().keySet().stream().sorted().map(RegionId::new).toList());
        if (!config.regions().isEmpty() && !config.regions().containsKey(own.name())) {
            throw new IllegalStateException(
                    "nostro.region is " + own + ", which is not among nostro.regions");
        }
    }

    public Regions(RegionId own) {
        this(own, List.of());
    }

    public Regions(RegionId own, List<RegionId> known) {
        this.own = own;
        all.put(own.name(), own);
        known.forEach(region -> all.put(region.name(), region));
    }

    /// The region of this node and of its database.
    public RegionId own() {
        return own;
    }

    /// Every known region, the own one first.
    public List<RegionId> all() {
        return List.copyOf(all.values());
    }

    /// Every known region but the own one.
    public List<RegionId> others() {
        return all.values().stream().filter(region -> !region.equals(own)).toList();
    }

    /// Whether an id begins with a known region: then that region decides what it names.
    public boolean knows(String region) {
        return all.containsKey(region);
    }

    /// Whether this is a known region, and not the own one.
    public boolean elsewhere(String region) {
        return knows(region) && !own.name().equals(region);
    }
}
