package dev.nostro.api;

import dev.nostro.account.AccountId;
import dev.nostro.crossing.WhenUnavailable;
import dev.nostro.money.Money;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.CommandId;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Currency;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A transfer as it is asked for.
@Schema(name = "TransferRequest")
record TransferRequest(
        @Schema(required = true, examples = "eu-195") @Nullable String from,
        @Schema(required = true, examples = "eu-292") @Nullable String to,
        @Schema(required = true, examples = "125.00") @Nullable String amount,
        @Schema(required = true, examples = "EUR") @Nullable String currency,
        @Schema(examples = "invoice 42") @Nullable String reference,
        @Nullable Map<String, @Nullable String> metadata,
        @Schema(description = "Only false, until holds exist.") @Nullable Boolean hold,
        @Nullable String holdFor,
        @Schema(
                        description =
                                "What becomes of it where the region of `to` cannot be reached. It"
                                        + " is no part of what the key names.",
                        defaultValue = "refuse",
                        enumeration = {"refuse", "queue"})
                @Nullable String whenUnavailable) {

    /// The checked command; its id comes from the paying account's region, which must be known.
    Command.Transfer toCommand(Function<AccountId, CommandId> id, String caller) {
        Fields fields = new Fields();
        AccountId payer = fields.account("from", from);
        AccountId payee = fields.account("to", to);
        Currency unit = fields.currency("currency", currency);
        Money money = fields.amount("amount", amount, unit);
        String text = fields.text("reference", reference, Fields.TEXT);
        Map<String, String> labels = fields.metadata("metadata", metadata);
        checkChoices(fields);
        fields.done();
        return new Command.Transfer(id.apply(payer), caller, payer, payee, money, text, labels);
    }

    /// What the caller wants where the other region cannot be reached, once all fields are checked.
    WhenUnavailable orElse() {
        return whenUnavailable == null
                ? WhenUnavailable.REFUSE
                : WhenUnavailable.of(whenUnavailable).orElseThrow();
    }

    private void checkChoices(Fields fields) {
        if (Boolean.TRUE.equals(hold)) {
            fields.wrong("hold", "is not part of this version");
        }
        if (holdFor != null && !isDuration(holdFor)) {
            fields.wrong("holdFor", "must be a duration like PT10M");
        }
        if (whenUnavailable != null && WhenUnavailable.of(whenUnavailable).isEmpty()) {
            fields.wrong("whenUnavailable", "must be refuse or queue");
        }
    }

    private static boolean isDuration(String text) {
        try {
            return Duration.parse(text).isPositive();
        } catch (DateTimeParseException _) {
            return false;
        }
    }
}
