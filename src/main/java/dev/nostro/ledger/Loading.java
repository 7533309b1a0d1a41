package dev.nostro.ledger;

import dev.nostro.account.AccountId;
import dev.nostro.account.AccountKind;
import dev.nostro.account.AccountState;
import dev.nostro.account.Accounts;
import dev.nostro.account.Standing;
import dev.nostro.region.NostroConfig;
import dev.nostro.region.RegionId;
import dev.nostro.region.Regions;
import dev.nostro.transfer.Books;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.CommandId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.StatelessSession;

/// The first third of a batch: locks the accounts, then looks up the keys, then reads the clock.
///
/// The order matters. The keys are looked up in a statement of its own, whose snapshot is younger
/// than the locks: whoever committed a key while this batch waited for an account is seen. The
/// clock is read after the locks, so times follow the order in which batches held an account.
@Singleton
class Loading {

    /// Bounds for a process that stops in the middle. `transaction_timeout` came with PostgreSQL
    /// 17; on older ones [OverdueSessions] takes its place and finds writers by this name.
    private static final String BOUNDS =
            """
            select set_config('application_name', '%s', true),
                   set_config('idle_in_transaction_session_timeout', '%d', true),
                   case when current_setting('server_version_num')::int >= 170000
                        then set_config('transaction_timeout', '%d', true) end
            """;

    static final String WRITER = "nostro writer";

    /// Locks against other writers, in id order; index: account_pkey. The lock lets the foreign key
    /// of `posting` look at the row.
    private static final String LOCK =
            """
            select number, currency, kind, state, balance, held, overdraft_limit,
                   coalesce(seq, 0), coalesce(version, 0), last_posted_at
            from account where number = any (?) order by number for no key update
            """;

    /// Index: outcome_pkey. No lock: what is recorded never changes.
    private static final String KEYS_AND_CLOCK =
            "select clock_timestamp(), array(select id from outcome where id = any (?::uuid[]))";

    private final StatelessSession session;
    private final Accounts accounts;
    private final Outcomes outcomes;
    private final RegionId home;
    private final String bounds;

    Loading(
            StatelessSession session,
            Accounts accounts,
            Outcomes outcomes,
            Regions regions,
            NostroConfig config) {
        this.session = session;
        this.accounts = accounts;
        this.outcomes = outcomes;
        this.home = regions.own();
        Duration idle = config.writer().idleInTransaction();
        this.bounds =
                BOUNDS.formatted(WRITER, idle.toMillis(), config.writer().transaction().toMillis());
    }

    /// What a batch is decided from, and when.
    record Loaded(Books books, Instant now) {}

    /// Loads all that these commands need, in the caller's transaction, which then has the locks.
    Loaded load(List<? extends Command> commands) {
        Needs needs = Needs.of(commands);
        Map<Long, Standing> standings = new HashMap<>();
        List<CommandId> taken = new ArrayList<>();
        Instant now =
                session.doReturningWork(connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(bounds)) {
                        statement.execute();
                    }
                    lock(connection, needs.accounts(), standings);
                    return lookUp(connection, needs.keys(), taken);
                });
        Books books =
                new Books(
                        standings,
                        accounts.profiles(needs.profiles()),
                        outcomes.recorded(taken),
                        accounts.unused(needs.openings()));
        return new Loaded(books, now);
    }

    private void lock(Connection connection, List<Long> numbers, Map<Long, Standing> standings)
            throws SQLException {
        if (numbers.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setArray(1, connection.createArrayOf("int8", numbers.toArray(Long[]::new)));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    standings.put(rows.getLong(1), standing(rows));
                }
            }
        }
    }

    private Standing standing(ResultSet row) throws SQLException {
        return new Standing(
                AccountId.of(home, row.getLong(1)),
                Currency.getInstance(row.getString(2)),
                AccountKind.of(row.getString(3)).orElseThrow(),
                AccountState.of(row.getString(4)).orElseThrow(),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                row.getLong(9),
                row.getObject(10, OffsetDateTime.class).toInstant());
    }

    private static Instant lookUp(Connection connection, Set<UUID> keys, List<CommandId> taken)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(KEYS_AND_CLOCK)) {
            statement.setArray(1, connection.createArrayOf("uuid", keys.toArray(UUID[]::new)));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                for (UUID id : (UUID[]) row.getArray(2).getArray()) {
                    taken.add(new CommandId(id));
                }
                return row.getObject(1, OffsetDateTime.class).toInstant();
            }
        }
    }
}
