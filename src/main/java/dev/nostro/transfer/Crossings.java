package dev.nostro.transfer;

import dev.nostro.region.RegionId;
import java.util.List;
import java.util.Map;

/// What the books know of crossings: how those of this region were decided, and the promises that
/// this region keeps for those of others.
public record Crossings(Map<CrossingId, Verdict> decided, Map<CrossingId, List<Kept>> kept) {

    public static final Crossings NONE = new Crossings(Map.of(), Map.of());

    /// How a crossing was decided: by its coordinator, with what its transfers have become, or by
    /// whoever had to end it.
    public enum Verdict {
        DECIDED,
        ABORTED
    }

    /// A promise that still binds: this account will receive this, if the crossing is decided so.
    public record Kept(
            CrossingId crossing, CommandId transfer, RegionId origin, long account, long amount) {}
}
