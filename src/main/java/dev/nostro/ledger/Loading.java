package dev.nostro.ledger;

import dev.nostro.account.Accounts;
import dev.nostro.account.Standing;
import dev.nostro.region.Regions;
import dev.nostro.transfer.Books;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.CommandId;
import dev.nostro.transfer.Crossings;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
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
    /// outcome_pkey) without a lock, and reads the clock: what is recorded never changes, but where
    /// a transfer waits, and then whoever changes it has its paying account locked.
    private static final String LOCK_THEN_LOOK_UP =
            """
            select %s
            from account where number = any (?) order by number for no key update;
            select clock_timestamp(), array(select id from outcome where id = any (?::uuid[]))
            """
                    .formatted(StandingRows.COLUMNS);

    private final StatelessSession session;
    private final Accounts accounts;
    private final Outcomes outcomes;
    private final CrossingRows crossingRows;
    private final StandingRows standingRows;

    Loading(
            StatelessSession session,
            Accounts accounts,
            Outcomes outcomes,
            CrossingRows crossingRows,
            Regions regions) {
        this.session = session;
        this.accounts = accounts;
        this.outcomes = outcomes;
        this.crossingRows = crossingRows;
        this.standingRows = new StandingRows(regions.own());
    }

    /// What a batch is decided from, and when.
    record Loaded(Books books, Instant now) {}

    /// Loads all that these commands need, in the caller's transaction, which then has the locks.
    Loaded load(List<? extends Command> commands) throws BatchFailure {
        Needs needs = Needs.of(commands);
        needs = needs.with(crossingRows.accounts(needs.promises()));
        Map<Long, Standing> standings = new HashMap<>();
        List<CommandId> taken = new ArrayList<>();
        Needs locked = needs;
        Instant now =
                session.doReturningWork(
                        connection -> lockThenLookUp(connection, locked, standings, taken));
        Crossings crossings = crossingRows.crossings(needs.decisions(), needs.promises());
        if (!allLocked(crossings, standings)) {
            throw BatchFailure.keyTaken();
        }
        Books books =
                new Books(
                        standings,
                        accounts.profiles(needs.profiles()),
                        outcomes.recorded(taken),
                        accounts.unused(needs.openings()),
                        crossings);
        return new Loaded(books, now);
    }

    /// A promise made between the two looks at them is for an account that is not locked yet.
    private static boolean allLocked(Crossings crossings, Map<Long, Standing> standings) {
        return crossings.kept().values().stream()
                .flatMap(List::stream)
                .allMatch(promise -> standings.containsKey(promise.account()));
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
                    standings.put(rows.getLong(1), standingRows.read(rows));
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
}
