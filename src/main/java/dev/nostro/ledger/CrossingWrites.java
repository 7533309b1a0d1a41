package dev.nostro.ledger;

import dev.nostro.account.Standing;
import dev.nostro.region.RegionId;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.Crossings.Kept;
import dev.nostro.transfer.Decided;
import dev.nostro.transfer.Decided.Settlement;
import dev.nostro.transfer.Decided.Sum;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// The statements that write what a batch has decided about crossings.
record CrossingWrites(SystemAccounts systemAccounts) {

    /// Index: decision_pkey. Waits for whoever is about to end the same crossing, and leaves its
    /// row out where that was done.
    private static final String DECISIONS =
            """
            insert into decision (crossing, verdict, decided_at, begun_at, promised_at)
            select u.crossing, 'decided', ?, u.begun_at, u.promised_at
            from unnest(?::uuid[], ?::timestamptz[], ?::timestamptz[])
              as u (crossing, begun_at, promised_at)
            order by u.crossing
            on conflict do nothing
            """;

    private static final String LEGS =
            """
            insert into leg (crossing, region) select * from unnest(?::uuid[], ?)
            """;

    /// Index: promise_pkey. Their accounts are locked by this transaction.
    private static final String PROMISES =
            """
            insert into promise (crossing, transfer, origin, account, amount, promised_at)
            select u.crossing, u.transfer, u.origin, u.account, u.amount, ?
            from unnest(?::uuid[], ?::uuid[], ?, ?, ?)
              as u (crossing, transfer, origin, account, amount)
            order by u.crossing, u.transfer
            on conflict do nothing
            """;

    /// Index: promise_pkey.
    private static final String DROPS =
            """
            delete from promise p using unnest(?::uuid[], ?::uuid[]) as u (crossing, transfer)
            where p.crossing = u.crossing and p.transfer = u.transfer
            """;

    /// Index: account_pkey. The rows are locked by this transaction.
    private static final String RESERVING =
            """
            update account a set held = u.held, promised = u.promised, version = u.version
            from unnest(?, ?, ?, ?) as u (number, held, promised, version)
            where a.number = u.number
            """;

    /// The batch's row was written by this transaction, a statement before.
    private static final String SETTLEMENTS =
            """
            insert into settlement_posting (account, batch, amount, transfers)
            select u.account, currval('batch_id'), u.amount, u.transfers
            from unnest(?, ?, ?) as u (account, amount, transfers)
            """;

    private record Leg(Command.Crossing crossing, RegionId region) {}

    void add(Decided decided, Statements statements) {
        Decided.Crossed crossed = decided.crossed();
        if (!crossed.settled().isEmpty()) {
            var sums = List.copyOf(crossed.settled().entrySet());
            statements.add(SETTLEMENTS, sums.size(), parameters -> settlements(parameters, sums));
        }
        if (!crossed.decided().isEmpty()) {
            statements.addContested(
                    DECISIONS,
                    crossed.decided().size(),
                    parameters -> decisions(parameters, decided));
            List<Leg> legs =
                    crossed.decided().stream()
                            .flatMap(crossing ->
                                    crossing.legs().stream()
                                            .map(region -> new Leg(crossing, region)))
                            .toList();
            statements.add(LEGS, legs.size(), parameters -> legs(parameters, legs));
        }
        if (!crossed.promised().isEmpty()) {
            statements.addContested(
                    PROMISES,
                    crossed.promised().size(),
                    parameters -> promises(parameters, decided));
        }
        if (!crossed.dropped().isEmpty()) {
            statements.add(
                    DROPS,
                    crossed.dropped().size(),
                    parameters -> names(parameters, crossed.dropped()));
        }
        if (!crossed.reserving().isEmpty()) {
            statements.add(
                    RESERVING,
                    crossed.reserving().size(),
                    parameters -> reserving(parameters, crossed.reserving()));
        }
    }

    private void settlements(Parameters parameters, List<Map.Entry<Settlement, Sum>> sums)
            throws SQLException {
        parameters.longs(sums, sum -> systemAccounts.settlement(sum.getKey()).number());
        parameters.longs(sums, sum -> sum.getValue().amount());
        parameters.longs(sums, sum -> (long) sum.getValue().transfers());
    }

    private static void decisions(Parameters parameters, Decided decided) throws SQLException {
        List<Command.Crossing> crossings = decided.crossed().decided();
        parameters.time(decided.at());
        parameters.uuids(crossings, crossing -> crossing.id().value());
        parameters.texts(crossings, crossing -> crossing.course().begunAt().toString());
        parameters.texts(crossings, crossing -> crossing.course().promisedAt().toString());
    }

    private static void legs(Parameters parameters, List<Leg> legs) throws SQLException {
        parameters.uuids(legs, leg -> leg.crossing().id().value());
        parameters.texts(legs, leg -> leg.region().name());
    }

    private static void promises(Parameters parameters, Decided decided) throws SQLException {
        List<Kept> rows =
                decided.crossed().promised().stream()
                        .sorted(Comparator.comparing(Kept::crossing))
                        .toList();
        parameters.time(decided.at());
        names(parameters, rows);
        parameters.texts(rows, row -> row.origin().name());
        parameters.longs(rows, Kept::account);
        parameters.longs(rows, Kept::amount);
    }

    private static void names(Parameters parameters, List<Kept> rows) throws SQLException {
        parameters.uuids(rows, row -> row.crossing().value());
        parameters.uuids(rows, row -> row.transfer().value());
    }

    private static void reserving(Parameters parameters, List<Standing> rows) throws SQLException {
        parameters.longs(rows, row -> row.id().number());
        parameters.longs(rows, Standing::held);
        parameters.longs(rows, Standing::promised);
        parameters.longs(rows, Standing::version);
    }
}
