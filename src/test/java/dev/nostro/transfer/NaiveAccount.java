package dev.nostro.transfer;

import dev.nostro.account.AccountKind;
import dev.nostro.account.AccountState;
import dev.nostro.account.Profile;
import dev.nostro.account.Standing;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Currency;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An account of [NaiveBooks], on numbers of any size.
final class NaiveAccount {

    final String id;
    final AccountKind kind;
    final Currency currency;
    AccountState state;
    BigInteger balance;
    BigInteger limit;
    int postings;
    int revision;
    @Nullable String name;
    Map<String, String> labels;
    Instant last;

    NaiveAccount(Standing standing, Profile profile) {
        this.id = standing.id().text();
        this.kind = standing.kind();
        this.currency = standing.currency();
        this.state = standing.state();
        this.balance = BigInteger.valueOf(standing.balance());
        this.limit = BigInteger.valueOf(standing.overdraftLimit());
        this.name = profile.name();
        this.labels = profile.metadata();
        this.last = standing.lastPostedAt();
    }

    NaiveAccount(String id, Command.Opening opening, Instant born) {
        this.id = id;
        this.kind = opening.kind();
        this.currency = opening.currency();
        this.state = AccountState.OPEN;
        this.balance = BigInteger.ZERO;
        this.limit = BigInteger.valueOf(opening.overdraftLimit());
        this.name = opening.name();
        this.labels = opening.metadata();
        this.last = born;
    }

    private NaiveAccount(NaiveAccount other) {
        this.id = other.id;
        this.kind = other.kind;
        this.currency = other.currency;
        this.state = other.state;
        this.balance = other.balance;
        this.limit = other.limit;
        this.postings = other.postings;
        this.revision = other.revision;
        this.name = other.name;
        this.labels = other.labels;
        this.last = other.last;
    }

    NaiveAccount copy() {
        return new NaiveAccount(this);
    }

    /// The most that it can have, and the most that one of the bank's own can owe.
    BigInteger largest() {
        return new BigInteger(
                switch (currency.getCurrencyCode()) {
                    case "EUR" -> "999999999999999999";
                    case "JPY" -> "9999999999999999";
                    case "KWD" -> "4000000000000000000";
                    default -> throw new AssertionError(currency);
                });
    }

    BigInteger floor() {
        return kind == AccountKind.CUSTOMER ? limit.negate() : largest().negate();
    }

    void post(BigInteger amount, Instant at) {
        balance = balance.add(amount);
        postings++;
        last = at;
    }

    void amend(Command.Amendment amendment) {
        state = amendment.state() == null ? state : amendment.state();
        limit =
                amendment.overdraftLimit() == null
                        ? limit
                        : BigInteger.valueOf(amendment.overdraftLimit());
        name = amendment.name() == null ? name : amendment.name();
        labels = amendment.metadata() == null ? labels : amendment.metadata();
        revision++;
    }

    /// As [Spoken] says it.
    String spoken() {
        return "%s %s %s limit %s name %s labels %s revision %d"
                .formatted(id, state, balance, limit, name, labels, revision);
    }
}
