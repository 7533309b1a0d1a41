package dev.nostro.api;

import dev.nostro.account.AccountKind;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.CommandId;
import java.util.Currency;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An account as it is asked for.
@Schema(name = "AccountRequest")
record AccountRequest(
        @Schema(required = true, examples = "eu") @Nullable String region,
        @Schema(required = true, examples = "EUR") @Nullable String currency,
        @Schema(examples = "Alice") @Nullable String name,
        @Schema(examples = "alice") @Nullable String owner,
        @Schema(enumeration = {"customer", "internal"}) @Nullable String kind,
        @Schema(examples = "0.00") @Nullable String overdraftLimit,
        @Nullable Map<String, @Nullable String> metadata) {

    /// The checked command; its id comes from the region, which must be known.
    Command.Opening toCommand(Function<String, CommandId> id, String caller) {
        Fields fields = new Fields();
        String home = fields.required("region", region);
        Currency unit = fields.currency("currency", currency);
        AccountKind whose = fields.word("kind", kind, AccountKind::of);
        if (whose != null && !whose.onRequest()) {
            fields.wrong("kind", "must be customer or internal");
        }
        long limit = fields.limit("overdraftLimit", overdraftLimit, unit);
        String title = fields.text("name", name, Fields.TEXT);
        String holder = fields.text("owner", owner, Fields.TEXT);
        Map<String, String> labels = fields.metadata("metadata", metadata);
        fields.done();
        return new Command.Opening(
                id.apply(home),
                caller,
                unit,
                Objects.requireNonNullElse(whose, AccountKind.CUSTOMER),
                limit,
                title,
                holder,
                labels);
    }
}
