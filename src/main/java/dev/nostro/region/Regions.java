package dev.nostro.region;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;

/// The regions this node knows, its own among them.
@Singleton
public final class Regions {

    private final RegionId own;

    @Inject
    public Regions(NostroConfig config) {
        this(new RegionId(config.region()));
    }

    public Regions(RegionId own) {
        this.own = own;
    }

    /// The region of this node and of its database.
    public RegionId own() {
        return own;
    }

    /// Every known region, the own one first.
    public List<RegionId> all() {
        return List.of(own);
    }

    /// Whether an id begins with a known region: then that region decides what it names.
    public boolean knows(String region) {
        return own.name().equals(region);
    }
}
