package dev.nostro.api;

import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A transfer in a batch: one with its key beside it.
@Schema(name = "BatchItem")
record BatchItem(
        @Schema(required = true, examples = "invoice-42") @Nullable String idempotencyKey,
        @Schema(required = true, examples = "eu-198") @Nullable String from,
        @Schema(required = true, examples = "eu-295") @Nullable String to,
        @Schema(required = true, examples = "125.00") @Nullable String amount,
        @Schema(required = true, examples = "EUR") @Nullable String currency,
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
