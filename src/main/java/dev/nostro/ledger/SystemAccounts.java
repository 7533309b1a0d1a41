package dev.nostro.ledger;

import dev.nostro.account.AccountId;
import dev.nostro.account.AccountKind;
import dev.nostro.account.Accounts;
import dev.nostro.region.RegionId;
import dev.nostro.region.Regions;
import dev.nostro.transfer.Decided.Settlement;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.StatelessSession;

/// The accounts that the system keeps for itself. Each is opened when it is first needed, in a
/// transaction of its own, and never closed. So none is opened within a batch: [#settlement] is
/// asked before it begins.
@Singleton
public class SystemAccounts {

    private static final String NOBODY = "";

    private final StatelessSession session;
    private final Accounts accounts;
    private final RegionId home;
    private final Map<Name, AccountId> known = new ConcurrentHashMap<>();

    public SystemAccounts(StatelessSession session, Accounts accounts, Regions regions) {
        this.session = session;
        this.accounts = accounts;
        this.home = regions.own();
    }

    private record Name(AccountKind kind, String region, Currency currency) {

        /// The same on every node.
        String text() {
            return kind.word() + " " + region + " " + currency.getCurrencyCode();
        }
    }

    /// The account for what this region owes that one, or is owed by it.
    public AccountId settlement(Settlement settlement) {
        return known(
                new Name(AccountKind.SETTLEMENT, settlement.with().name(), settlement.currency()));
    }

    /// The account for credits whose own account cannot take them any more.
    public AccountId unclaimed(Currency currency) {
        return known(new Name(AccountKind.UNCLAIMED, NOBODY, currency));
    }

    private AccountId known(Name name) {
        AccountId account = known.get(name);
        if (account == null) {
            account = QuarkusTransaction.requiringNew().call(() -> find(name));
            known.put(name, account);
        }
        return account;
    }

    private AccountId find(Name name) {
        // Two nodes that open one account at once: the second waits here until the first is done.
        session.createNativeQuery(
                        "select cast(pg_advisory_xact_lock(hashtext(:name)) as text)", String.class)
                .setParameter("name", name.text())
                .getSingleResult();
        return look(name).orElseGet(() -> open(name));
    }

    private Optional<AccountId> look(Name name) {
        return session.createNativeQuery(
                        """
                        select account from system_account
                        where kind = :kind and region = :region and currency = :currency
                        """,
                        Long.class)
                .setParameter("kind", name.kind().word())
                .setParameter("region", name.region())
                .setParameter("currency", name.currency().getCurrencyCode())
                .getResultStream()
                .map(number -> AccountId.of(home, number))
                .findFirst();
    }

    private AccountId open(Name name) {
        AccountId account = accounts.unused(1).getFirst();
        boolean rows = name.kind() == AccountKind.UNCLAIMED;
        session.createNativeMutationQuery(
                        """
                        insert into account (number, currency, kind, state, balance, seq, version,
                            revision, created_at, last_posted_at, name)
                        values (:number, :currency, :kind, 'open', 0, :seq, :seq, 0, now(), now(),
                            :name)
                        """)
                .setParameter("number", account.number())
                .setParameter("currency", name.currency().getCurrencyCode())
                .setParameter("kind", name.kind().word())
                .setParameter("seq", rows ? Long.valueOf(0) : null, Long.class)
                .setParameter(
                        "name", rows ? "Unclaimed credits" : "Settlement with " + name.region())
                .executeUpdate();
        session.createNativeMutationQuery(
                        """
                        insert into system_account (kind, region, currency, account)
                        values (:kind, :region, :currency, :account)
                        """)
                .setParameter("kind", name.kind().word())
                .setParameter("region", name.region())
                .setParameter("currency", name.currency().getCurrencyCode())
                .setParameter("account", account.number())
                .executeUpdate();
        return account;
    }
}
