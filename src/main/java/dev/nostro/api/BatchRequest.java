package dev.nostro.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Up to 1,000 transfers in one request. Each is read by itself, so that one that is malformed does
/// not spoil the others.
@Schema(name = "BatchRequest")
record BatchRequest(
        @Schema(description = "All or none; then one region pays.") @Nullable Boolean atomic,
        @Schema(required = true, implementation = BatchItem[].class)
                @Nullable List<@Nullable JsonNode> transfers) {

    static final int LARGEST = 1_000;

    boolean allOrNone() {
        return Boolean.TRUE.equals(atomic);
    }

    /// The items of a batch of an allowed size.
    List<@Nullable JsonNode> items() {
        if (transfers == null || transfers.isEmpty() || transfers.size() > LARGEST) {
            throw new Malformed("transfers", "must be 1 to " + LARGEST + " transfers");
        }
        return transfers;
    }
}
