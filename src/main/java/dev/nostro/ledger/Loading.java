package dev.nostro.ledger;

import dev.nostro.account.AccountId;
import dev.nostro.account.AccountKind;
import dev.nostro.account.AccountState;
import dev.nostro.account.Accounts;
import dev.nostro.account.Standing;
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
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.StatelessSession;

/// The first third of a batch: locks the accounts, then looks up the keys, then reads the clock.
///
/// The order matters. The keys are looked up in a statement of their own, whose snapshot is younger
/// than the locks: whoever committed a key while this batch waited for an account is seen. The
/// clock is read after the locks, so times follow the order in which batches held an account.
@Singleton
class Loading {

    /// Two statements, sent together and carried out one after the other, each with a snapshot of
    /// its own. The first locks against other writers, in id order (index: account_pkey), in a way
    /// that lets the foreign key of `posting` look at the row. The second looks up the keys (index:
    /// outcome_pkey) without a lock, since what is recorded never changes, and reads the clock.
    private static final String LOCK_THEN_LOOK_UP =
            """
            select number, currency, kind, state, balance, held, overdraft_limit,
                   coalesce(seq, 0), coalesce(version, 0), last_posted_at
            from account where number = any (?) order by number for no key update;
            select clock_timestamp(), array(select id from outcome where id = any (?::uuid[]))
            """;

    private final StatelessSession session;
    private final Accounts accounts;
    private final Outcomes outcomes;
    private final RegionId home;

    Loading(StatelessSession session, Accounts accounts, Outcomes outcomes, Regions regions) {
        this.session = session;
        this.accounts = accounts;
        this.outcomes = outcomes;
        this.home = regions.own();
    }

    /// What a batch is decided from, and when.
    record Loaded(Books books, Instant now) {}

    /// Loads all that these commands need, in the caller's transaction, which then has the locks.
    Loaded load(List<? extends Command> commands) {
        Needs needs = Needs.of(commands);
        Map<Long, Standing> standings = new HashMap<>();
        List<CommandId> taken = new ArrayList<>();
        Instant now =
                session.doReturningWork(
                        connection -> lockThenLookUp(connection, needs, standings, taken));
        Books books =
                new Books(
                        standings,
                        accounts.profiles(needs.profiles()),
                        outcomes.recorded(taken),
                        accounts.unused(needs.openings()));
        return new Loaded(books, now);
    }

    private Instant lockThenLookUp(
            Connection connection,
            Needs needs,
            Map<Long, Standing> standings,
            List<CommandId> taken)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK_THEN_LOOK_UP)) {
            statement.setArray(
                    1, connection.createArrayOf("int8", needs.accounts().toArray(Long[]::new)));
            statement.setArray(
                    2, connection.createArrayOf("uuid", needs.keys().toArray(UUID[]::new)));
            statement.execute();
            try (ResultSet rows = statement.getResultSet()) {
                while (rows.next()) {
                    standings.put(rows.getLong(1), standing(rows));
                }
            }
            statement.getMoreResults();
            try (ResultSet row = statement.getResultSet()) {
                row.next();
                for (UUID id : (UUID[]) row.getArray(2).getArray()) {
                    taken.add(new CommandId(id));
                }
                return row.getObject(1, OffsetDateTime.class).toInstant();
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
}
