package dev.nostro.account;

import dev.nostro.region.RegionId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Currency;
import java.util.Objects;
import org.hibernate.annotations.Formula;
import org.jspecify.annotations.Nullable;

/// The table `account`, as readers see it. Balances are changed by the ledger's own statements
/// only.
@Entity
@Table(name = "account")
class AccountEntity {

    @Id private long number;

    @Column(nullable = false)
    private String currency;

    @Column(nullable = false)
    private String kind;

    @Column(nullable = false)
    private String state;

    private long balance;
    private long held;
    private long promised;

    @Column(name = "overdraft_limit")
    private long overdraftLimit;

    private @Nullable Long seq;
    private @Nullable Long version;
    private long revision;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Column(name = "last_posted_at", nullable = false)
    private Instant lastPostedAt;

    private @Nullable String name;
    private @Nullable String owner;
    private @Nullable String metadata;

    /// What came to a settlement account since its checkpoint; no row holds its balance.
    @Formula(
            """
            (case when kind = 'settlement'
                  then (select coalesce(sum(s.amount), 0) from settlement_posting s
                        where s.account = number)
                  else 0 end)\
            """)
    private long settled;

    protected AccountEntity() {}

    AccountEntity(Account account) {
        Standing standing = account.standing();
        Profile profile = account.profile();
        this.number = account.id().number();
        this.currency = standing.currency().getCurrencyCode();
        this.kind = standing.kind().word();
        this.state = standing.state().word();
        this.balance = standing.balance();
        this.held = standing.held();
        this.promised = standing.promised();
        this.overdraftLimit = standing.overdraftLimit();
        this.seq = standing.seq();
        this.version = standing.version();
        this.revision = profile.revision();
        this.createdAt = profile.createdAt();
        this.lastPostedAt = standing.lastPostedAt();
        this.name = profile.name();
        this.owner = profile.owner();
        this.metadata = Metadata.write(profile.metadata());
    }

    Account in(RegionId home) {
        Standing standing =
                new Standing(
                        AccountId.of(home, number),
                        Currency.getInstance(currency),
                        AccountKind.of(kind).orElseThrow(),
                        AccountState.of(state).orElseThrow(),
                        balance + settled,
                        held,
                        promised,
                        overdraftLimit,
                        Objects.requireNonNullElse(seq, 0L),
                        Objects.requireNonNullElse(version, 0L),
                        lastPostedAt);
        return new Account(standing, profile());
    }

    Profile profile() {
        return new Profile(name, owner, Metadata.read(metadata), revision, createdAt);
    }

    long number() {
        return number;
    }
}
