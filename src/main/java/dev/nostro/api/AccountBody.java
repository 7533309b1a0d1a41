package dev.nostro.api;

import dev.nostro.account.Account;
import dev.nostro.account.Profile;
import dev.nostro.account.Standing;
import dev.nostro.money.Money;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An account as it is told. `asOf` is the latest instant at which it is known to have been so.
@Schema(name = "Account")
record AccountBody(
        @Schema(examples = "eu-195") String id,
        String region,
        String currency,
        @Nullable String name,
        @Nullable String owner,
        String kind,
        String state,
        @Schema(examples = "875.00") String balance,
        String held,
        String available,
        String overdraftLimit,
        long version,
        long revision,
        String asOf,
        String createdAt,
        Map<String, String> metadata) {

    static AccountBody of(Account account, Instant asOf) {
        Standing standing = account.standing();
        Profile profile = account.profile();
        return new AccountBody(
                account.id().text(),
                account.id().region(),
                standing.currency().getCurrencyCode(),
                profile.name(),
                profile.owner(),
                standing.kind().word(),
                standing.state().word(),
                Money.format(standing.balance(), standing.currency()),
                Money.format(standing.held(), standing.currency()),
                Money.format(standing.available(), standing.currency()),
                Money.format(standing.overdraftLimit(), standing.currency()),
                standing.version(),
                profile.revision(),
                Times.write(asOf),
                Times.write(profile.createdAt()),
                profile.metadata());
    }
}
