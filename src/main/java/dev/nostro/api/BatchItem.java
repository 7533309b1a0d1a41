package dev.nostro.api;

import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A transfer in a batch: one with its key beside it.
@Schema(name = "BatchItem")
record BatchItem(
        @Schema(required = true, examples = "invoice-42") @Nullable String idempotencyKey,
        @Nullable String from,
        @Nullable String to,
        @Nullable String amount,
        @Nullable String currency,
        @Nullable String reference,
        @Nullable Map<String, @Nullable String> metadata,
        @Nullable Boolean hold,
        @Nullable String holdFor,
        @Nullable String whenUnavailable) {

    TransferRequest transfer() {
        return new TransferRequest(
                from, to, amount, currency, reference, metadata, hold, holdFor, whenUnavailable);
    }
}
