package dev.nostro.ledger;

import dev.nostro.account.Account;
import dev.nostro.account.Accounts;
import dev.nostro.account.Standing;
import dev.nostro.region.Regions;
import dev.nostro.transfer.Decided;
import dev.nostro.transfer.Posting;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.function.ToLongFunction;
import org.hibernate.StatelessSession;
import org.postgresql.PGConnection;

/// The last third of a batch: writes what was decided, with one statement for each table. Nothing
/// here takes an account's lock that [Loading] does not hold already.
@Singleton
class Writing {

    /// Index: posting_pkey. The foreign key looks at accounts that this transaction has locked.
    private static final String POSTINGS =
            """
            insert into posting (account, seq, transfer, amount, balance_after, posted_at)
            select u.account, u.seq, u.transfer, u.amount, u.balance_after, ?
            from unnest(?, ?, ?::uuid[], ?, ?) as u (account, seq, transfer, amount, balance_after)
            """;

    /// Index: account_pkey. The rows are locked by this transaction.
    private static final String BALANCES =
            """
            update account a
            set balance = u.balance, seq = u.seq, version = u.version, last_posted_at = ?
            from unnest(?, ?, ?, ?) as u (number, balance, seq, version)
            where a.number = u.number
            """;

    private final StatelessSession session;
    private final Accounts accounts;
    private final OutcomeRows outcomeRows;

    Writing(StatelessSession session, Accounts accounts, Regions regions) {
        this.session = session;
        this.accounts = accounts;
        this.outcomeRows = new OutcomeRows(regions.own());
    }

    /// Writes all of it in the caller's transaction; false if another node has taken one of the
    /// keys in between: then the transaction must be rolled back and the batch decided again.
    boolean write(Decided decided) {
        return session.doReturningWork(connection -> {
            if (!outcomeRows.insert(connection, decided)) {
                return false;
            }
            if (!decided.postings().isEmpty()) {
                insertPostings(connection, decided);
                updateBalances(connection, decided);
            }
            return true;
        })
                && writeAccounts(decided);
    }

    private boolean writeAccounts(Decided decided) {
        accounts.insert(decided.opened());
        for (Account account : decided.amended()) {
            accounts.amend(account);
        }
        return true;
    }

    private static void insertPostings(Connection connection, Decided decided) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        List<Posting> rows = decided.postings();
        try (PreparedStatement statement = connection.prepareStatement(POSTINGS)) {
            statement.setObject(1, decided.at().atOffset(ZoneOffset.UTC));
            statement.setArray(2, postgres.createArrayOf("int8", longs(rows, Posting::account)));
            statement.setArray(3, postgres.createArrayOf("int8", longs(rows, Posting::seq)));
            Object[] transfers = rows.stream().map(posting -> posting.transfer().value()).toArray();
            statement.setArray(4, connection.createArrayOf("uuid", transfers));
            statement.setArray(5, postgres.createArrayOf("int8", longs(rows, Posting::amount)));
            statement.setArray(
                    6, postgres.createArrayOf("int8", longs(rows, Posting::balanceAfter)));
            expect(rows.size(), statement.executeUpdate());
        }
    }

    private static void updateBalances(Connection connection, Decided decided) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        Collection<Standing> rows = decided.moved();
        try (PreparedStatement statement = connection.prepareStatement(BALANCES)) {
            statement.setObject(1, decided.at().atOffset(ZoneOffset.UTC));
            statement.setArray(
                    2, postgres.createArrayOf("int8", longs(rows, row -> row.id().number())));
            statement.setArray(3, postgres.createArrayOf("int8", longs(rows, Standing::balance)));
            statement.setArray(4, postgres.createArrayOf("int8", longs(rows, Standing::seq)));
            statement.setArray(5, postgres.createArrayOf("int8", longs(rows, Standing::version)));
            expect(rows.size(), statement.executeUpdate());
        }
    }

    private static <T> long[] longs(Collection<T> rows, ToLongFunction<T> column) {
        return rows.stream().mapToLong(column).toArray();
    }

    private static void expect(int rows, int written) {
        if (rows != written) {
            throw new IllegalStateException(written + " rows written instead of " + rows);
        }
    }
}
