package dev.nostro.account;

import dev.nostro.region.RegionId;
import dev.nostro.region.Regions;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hibernate.StatelessSession;
import org.hibernate.query.SelectionQuery;
import org.jspecify.annotations.Nullable;

/// The accounts whose home is here, as the database has them.
@Singleton
public class Accounts {

    private final StatelessSession session;
    private final RegionId home;

    public Accounts(StatelessSession session, Regions regions) {
        this.session = session;
        this.home = regions.own();
    }

    /// What to list: null asks for any.
    public record Filter(
            @Nullable String owner,
            @Nullable String currency,
            @Nullable AccountKind kind,
            @Nullable AccountState state) {

        /// The values to look for, by attribute.
        private Map<String, String> wanted() {
            Map<String, String> wanted = new TreeMap<>();
            put(wanted, "owner", owner);
            put(wanted, "currency", currency);
            put(wanted, "kind", kind == null ? null : kind.word());
            put(wanted, "state", state == null ? null : state.word());
            return wanted;
        }

        private static void put(Map<String, String> wanted, String name, @Nullable String value) {
            if (value != null) {
                wanted.put(name, value);
            }
        }
    }

    /// The account with this id, if it is one of this region. One statement, so that the instant,
    /// at which the statement began, is before all that it saw.
    @Transactional
    public Optional<AsOf<Account>> find(AccountId id) {
        return session.createSelectionQuery(
                        "select a, instant from AccountEntity a where a.number = :number",
                        Object[].class)
                .setParameter("number", id.number())
                .getResultStream()
                .map(this::asOf)
                .filter(account -> account.value().id().equals(id))
                .findFirst();
    }

    /// Up to `limit` accounts with numbers above `after`, by number. Only what is asked for stands
    /// in the query, so that its one plan can use the index on `owner`.
    @Transactional
    public List<AsOf<Account>> list(Filter filter, long after, int limit) {
        Map<String, String> wanted = filter.wanted();
        StringBuilder query =
                new StringBuilder("select a, instant from AccountEntity a where a.number > :after");
        wanted.keySet().forEach(name -> query.append(" and a.%1$s = :%1$s".formatted(name)));
        SelectionQuery<Object[]> accounts =
                session.createSelectionQuery(query + " order by a.number", Object[].class)
                        .setParameter("after", after)
                        .setMaxResults(limit);
        wanted.forEach(accounts::setParameter);
        return accounts.getResultStream().map(this::asOf).toList();
    }

    /// The profiles of these accounts, in the caller's transaction.
    public Map<Long, Profile> profiles(Collection<Long> numbers) {
        if (numbers.isEmpty()) {
            return Map.of();
        }
        return session.createSelectionQuery(
                        "from AccountEntity a where a.number in :numbers", AccountEntity.class)
                .setParameter("numbers", numbers)
                .getResultStream()
                .collect(Collectors.toMap(AccountEntity::number, AccountEntity::profile));
    }

    /// One unused id for each of `count` accounts about to be opened.
    public List<AccountId> unused(int count) {
        if (count == 0) {
            return List.of();
        }
        return session.createNativeQuery(
                        "select nextval('account_ordinal') from generate_series(1, :count)",
                        Long.class)
                .setParameter("count", count)
                .getResultStream()
                .map(ordinal -> AccountId.of(home, AccountId.numbered(ordinal)))
                .toList();
    }

    /// Writes accounts that were just opened, in the caller's transaction.
    public void insert(List<Account> opened) {
        if (!opened.isEmpty()) {
            session.insertMultiple(opened.stream().map(AccountEntity::new).toList());
        }
    }

    /// Writes a changed account, in the caller's transaction, which has locked it; its postings are
    /// the ledger's to write.
    public void amend(Account amended) {
        Profile profile = amended.profile();
        session.createMutationQuery(
                        """
                        update AccountEntity set state = :state, overdraftLimit = :limit,
                            balance = :balance, held = :held, name = :name,
                            metadata = :metadata, revision = :revision
                        where number = :number
                        """)
                .setParameter("state", amended.standing().state().word())
                .setParameter("limit", amended.standing().overdraftLimit())
                .setParameter("balance", amended.standing().balance())
                .setParameter("held", amended.standing().held())
                .setParameter("name", profile.name())
                .setParameter("metadata", Metadata.write(profile.metadata()))
                .setParameter("revision", profile.revision())
                .setParameter("number", amended.id().number())
                .executeUpdate();
    }

    private AsOf<Account> asOf(Object[] row) {
        return new AsOf<>(((AccountEntity) row[0]).in(home), (Instant) row[1]);
    }
}
