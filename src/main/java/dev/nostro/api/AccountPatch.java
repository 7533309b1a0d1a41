package dev.nostro.api;

import dev.nostro.account.AccountId;
import dev.nostro.account.AccountState;
import dev.nostro.transfer.Command;
import java.util.Currency;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A change of an account; what is absent stays.
@Schema(name = "AccountPatch")
record AccountPatch(
        @Schema(enumeration = {"open", "frozen", "closed"}) @Nullable String state,
        @Schema(examples = "100.00") @Nullable String overdraftLimit,
        @Nullable String name,
        @Nullable Map<String, @Nullable String> metadata) {

    /// The checked command for an account of this currency.
    Command.Amendment toCommand(AccountId account, Currency currency, @Nullable Long ifRevision) {
        Fields fields = new Fields();
        AccountState newState = fields.word("state", state, AccountState::of);
        Long limit =
                overdraftLimit == null
                        ? null
                        : Long.valueOf(fields.limit("overdraftLimit", overdraftLimit, currency));
        String title = fields.text("name", name, Fields.TEXT);
        Map<String, String> labels =
                metadata == null ? null : fields.metadata("metadata", metadata);
        fields.done();
        return new Command.Amendment(account, ifRevision, newState, limit, title, labels);
    }
}
