package dev.nostro.api;

import dev.nostro.region.RegionId;

/// Another region decides this request, as its body has shown: it is passed on, whole, to be
/// answered there.
final class Elsewhere extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient RegionId region;

    Elsewhere(RegionId region) {
        super(region.name(), null, false, false);
        this.region = region;
    }

    RegionId region() {
        return region;
    }
}
