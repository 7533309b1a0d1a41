package dev.nostro.ledger;

import dev.nostro.account.Account;
import dev.nostro.account.Accounts;
import dev.nostro.account.Standing;
import dev.nostro.region.RegionId;
import dev.nostro.region.Regions;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.Decided;
import dev.nostro.transfer.Posting;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import org.hibernate.StatelessSession;

/// The last third of a batch: writes what was decided, with one statement for each table, all sent
/// together. Nothing here takes an account's lock that [Loading] does not hold already.
@Singleton
public class Writing {

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
            set balance = u.balance, held = u.held, promised = u.promised, seq = u.seq,
                version = u.version, last_posted_at = ?
            from unnest(?, ?, ?, ?, ?, ?) as u (number, balance, held, promised, seq, version)
            where a.number = u.number
            """;

    /// What a batch that moves money sends. The bench sends it too, and measures it beside other
    /// ways (ADR 0004).
    public static final String WITH_POSTINGS =
            String.join(Statements.THEN, OutcomeRows.INSERT, POSTINGS, BALANCES);

    private final StatelessSession session;
    private final Accounts accounts;
    private final SystemAccounts systemAccounts;
    private final OutcomeRows outcomeRows;
    private final RegionId home;

    Writing(
            StatelessSession session,
            Accounts accounts,
            SystemAccounts systemAccounts,
            Regions regions) {
        this.session = session;
        this.accounts = accounts;
        this.systemAccounts = systemAccounts;
        this.home = regions.own();
        this.outcomeRows = new OutcomeRows(home);
    }

    /// Opens what accounts of the system these commands will need: before the transaction begins.
    void prepare(List<? extends Command> commands) {
        commands.stream().flatMap(Settlements::of).forEach(systemAccounts::settlement);
    }

    /// Writes all of it in the caller's transaction; false if another node has taken one of the
    /// keys in between: then the transaction must be rolled back and the batch decided again.
    boolean write(Decided decided) {
        // Limit and balance of an amended account go in together: the table checks them together.
        for (Account account : decided.amended()) {
            accounts.amend(account);
        }
        Statements statements = new Statements();
        if (decided.changesOutcomes()) {
            statements.addContested(
                    OutcomeRows.INSERT,
                    decided.recorded().size(),
                    parameters -> outcomeRows.set(parameters, decided));
        }
        if (!decided.postings().isEmpty()) {
            statements.add(
                    POSTINGS,
                    decided.postings().size(),
                    parameters -> setPostings(parameters, decided));
            statements.add(
                    BALANCES,
                    decided.moved().size(),
                    parameters -> setBalances(parameters, decided));
        }
        new QueuedWrites(home).add(decided, statements);
        new CrossingWrites(systemAccounts).add(decided, statements);
        if (!session.doReturningWork(statements::execute)) {
            return false;
        }
        accounts.insert(decided.opened());
        return true;
    }

    private static void setPostings(Parameters parameters, Decided decided) throws SQLException {
        List<Posting> rows = decided.postings();
        parameters.time(decided.at());
        parameters.longs(rows, Posting::account);
        parameters.longs(rows, Posting::seq);
        parameters.uuids(rows, posting -> posting.transfer().value());
        parameters.longs(rows, Posting::amount);
        parameters.longs(rows, Posting::balanceAfter);
    }

    private static void setBalances(Parameters parameters, Decided decided) throws SQLException {
        List<Standing> rows = decided.moved();
        parameters.time(decided.at());
        parameters.longs(rows, row -> row.id().number());
        parameters.longs(rows, Standing::balance);
        parameters.longs(rows, Standing::held);
        parameters.longs(rows, Standing::promised);
        parameters.longs(rows, Standing::seq);
        parameters.longs(rows, Standing::version);
    }
}
