package dev.nostro.account;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is known of an account besides its money. `revision` counts its changes and those of the
/// account's state and limit.
public record Profile(
        @Nullable String name,
        @Nullable String owner,
        Map<String, String> metadata,
        long revision,
        Instant createdAt) {

    public Profile {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /// The profile after a change of it, or of the account's state or limit.
    public Profile amended(@Nullable String newName, Map<String, String> newMetadata) {
        return new Profile(newName, owner, newMetadata, revision + 1, createdAt);
    }
}
