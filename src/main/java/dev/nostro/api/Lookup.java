package dev.nostro.api;

import dev.nostro.account.Account;
import dev.nostro.account.AccountId;
import dev.nostro.account.Accounts;
import dev.nostro.account.AsOf;
import dev.nostro.region.Regions;
import dev.nostro.transfer.Reason;
import jakarta.inject.Singleton;

/// Finds the account that a path names, or ends the request with `NOT_FOUND`.
@Singleton
final class Lookup {

    private final Accounts accounts;
    private final Regions regions;

    Lookup(Accounts accounts, Regions regions) {
        this.accounts = accounts;
        this.regions = regions;
    }

    AsOf<Account> account(String text) {
        AccountId id = AccountId.of(text);
        if (id.number() == AccountId.NOTHING || !regions.own().name().equals(id.region())) {
            throw new Refusal(Reason.NOT_FOUND);
        }
        return accounts.find(id).orElseThrow(() -> new Refusal(Reason.NOT_FOUND));
    }
}
