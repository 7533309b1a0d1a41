package dev.nostro.ledger;

import dev.nostro.account.Account;
import dev.nostro.account.AccountState;
import dev.nostro.account.Standing;
import dev.nostro.transfer.CommandId;
import dev.nostro.transfer.Decided;
import dev.nostro.transfer.Outcome;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        if (sql.contains("set held")) return decided.crossed().reserving().size();
        if (sql.contains("insert into queued")) return (int) queued(decided).count();
        if (sql.contains("update outcome")) return decided.crossed().ended().size();
        if (sql.contains("insert into leg")) {
            return decided.crossed().decided().stream().mapToInt(row -> row.legs().size()).sum();
        }
        throw new IllegalArgumentException(sql);
    }

    /// The transfers that begin to wait.
    static Stream<Outcome.Queued> queued(Decided decided) {
        return decided.recorded().stream()
                .filter(Outcome.Queued.class::isInstance)
                .map(Outcome.Queued.class::cast);
    }

    /// How many of the transfers that end have waited until now, or begin to in the same batch.
    static int waiting(StoredBooks books, Decided decided) {
        Set<CommandId> begun =
                queued(decided).map(queued -> queued.command().id()).collect(Collectors.toSet());
        return (int)
                decided.crossed().ended().stream()
                        .map(ended -> ended.command().id())
                        .filter(id -> begun.contains(id) || books.waits(id))
                        .count();
    }

    /// What the table of accounts refuses.
    static void check(StoredBooks books, Account amended) throws SQLException {
        Standing now = amended.standing();
        long promised = books.account(now.id().number()).standing().promised();
        if (now.state() == AccountState.CLOSED
                && (now.balance() != 0
                        || now.held() != 0
                        || (promised != 0 && Schema.REAL.closedMeansNoPromise()))) {
            throw PaperDatabase.state("23514");
        }
    }
}
