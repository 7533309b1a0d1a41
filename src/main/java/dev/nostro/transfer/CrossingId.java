package dev.nostro.transfer;

import dev.nostro.region.RegionId;
import java.util.Optional;
import java.util.UUID;

/// The name of one attempt to move money into other regions. Publicly it begins with the region
/// that decides it, like the name of a transfer.
public record CrossingId(UUID value) implements Comparable<CrossingId> {

    /// Reads the public form; empty where it can name nothing.
    public static Optional<CrossingId> parse(String text) {
        return CommandId.parse(text).map(id -> new CrossingId(id.value()));
    }

    /// The public form: the region that decides, a dash, the UUID.
    public String text(RegionId decides) {
        return decides.name() + "-" + value;
    }

    @Override
    public int compareTo(CrossingId other) {
        return value.compareTo(other.value);
    }
}
