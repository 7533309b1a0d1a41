package dev.nostro.ledger;

import dev.nostro.account.Account;
import dev.nostro.account.AccountState;
import dev.nostro.account.Standing;
import dev.nostro.transfer.Decided;
import java.sql.SQLException;

/// What the tables of a simulated database say to a statement by itself.
final class PaperTables {

    private PaperTables() {}

    /// How many rows a statement writes that nobody can be in the way of, all checks passed.
    static int uncontested(String sql, Decided decided) throws SQLException {
        if (sql.contains("insert into posting")) return decided.postings().size();
        if (sql.contains("insert into settlement_posting")) {
            return decided.crossed().settled().size();
        }
        if (sql.contains("set balance")) return decided.moved().size();
        if (sql.contains("set promised")) return decided.crossed().promising().size();
        if (sql.contains("insert into leg")) {
            return decided.crossed().decided().stream().mapToInt(row -> row.legs().size()).sum();
        }
        throw new IllegalArgumentException(sql);
    }

    /// What the table of accounts refuses.
    static void check(StoredBooks books, Account amended) throws SQLException {
        Standing now = amended.standing();
        long promised = books.account(now.id().number()).standing().promised();
        if (now.state() == AccountState.CLOSED
                && (now.balance() != 0 || (promised != 0 && Schema.REAL.closedMeansNoPromise()))) {
            throw PaperDatabase.state("23514");
        }
    }
}
