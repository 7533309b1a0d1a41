package dev.nostro.ledger;

import dev.nostro.account.Standing;
import dev.nostro.transfer.CommandId;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What the ledger's statements do in a simulated database: which statement it is, the text of the
/// real one tells, with its way of dealing with a key that is taken; the rows it writes are those
/// of the decision that the transaction has been given.
final class PaperConnection {

    private static final Map<String, String[]> PARTS = new ConcurrentHashMap<>();

    private final PaperDatabase database;
    private final PaperTransaction transaction;

    PaperConnection(PaperDatabase database, PaperTransaction transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    Connection connection() {
        return StandIn.of(
                Connection.class,
                (method, arguments) ->
                        switch (method) {
                            case "createArrayOf" -> array((Object[]) arguments[1]);
                            case "prepareStatement" -> prepare((String) arguments[0]);
                            default -> throw new UnsupportedOperationException(method);
                        });
    }

    private static Array array(Object[] elements) {
        return StandIn.of(Array.class, (_, _) -> elements);
    }

    private PreparedStatement prepare(String sql) {
        return sql.startsWith("select number")
                ? StandIn.of(PreparedStatement.class, new LookUp())
                : StandIn.of(PreparedStatement.class, new Writes(sql));
    }

    /// Locks the accounts in order, then looks up the keys with a younger snapshot.
    private final class LookUp implements StandIn.Behaviour {

        private final Object[][] asked = new Object[2][];
        private final List<ResultSet> results = new ArrayList<>();
        private int locked;

        @Override
        public @Nullable Object call(String method, Object[] arguments) throws SQLException {
            switch (method) {
                case "setArray" ->
                        asked[(int) arguments[0] - 1] =
                                (Object[]) ((Array) arguments[1]).getArray();
                case "execute" -> {
                    database.execute(transaction, this::locked);
                    return true;
                }
                case "getResultSet" -> {
                    return results.removeFirst();
                }
                case "getMoreResults" -> {
                    return true;
                }
                case "close" -> {}
                default -> throw new UnsupportedOperationException(method);
            }
            return null;
        }

        private boolean locked() {
            for (; locked < asked[0].length; locked++) {
                if (!database.own(transaction, asked[0][locked])) {
                    return false;
                }
            }
            List<Object[]> accounts = new ArrayList<>();
            for (Object number : asked[0]) {
                Standing standing = database.books().standing((long) number);
                if (standing != null) {
                    accounts.add(row(standing));
                }
            }
            UUID[] taken =
                    List.of(asked[1]).stream()
                            .map(UUID.class::cast)
                            .filter(id -> database.books().recorded(new CommandId(id)).isPresent())
                            .toArray(UUID[]::new);
            results.add(rows(accounts));
            results.add(rows(List.<Object[]>of(new Object[] {database.now(), array(taken)})));
            return true;
        }
    }

    private static Object[] row(Standing standing) {
        return new Object[] {
            standing.id().number(),
            standing.currency().getCurrencyCode(),
            standing.kind().word(),
            standing.state().word(),
            standing.balance(),
            standing.held(),
            standing.promised(),
            standing.overdraftLimit(),
            standing.seq(),
            standing.version(),
            standing.lastPostedAt().atOffset(ZoneOffset.UTC)
        };
    }

    private static ResultSet rows(List<Object[]> rows) {
        Iterator<Object[]> rest = rows.iterator();
        Object[][] current = new Object[1][];
        return StandIn.of(
                ResultSet.class,
                (method, arguments) ->
                        switch (method) {
                            case "next" -> {
                                boolean more = rest.hasNext();
                                if (more) {
                                    current[0] = rest.next();
                                }
                                yield more;
                            }
                            case "close" -> null;
                            default -> current[0][(int) arguments[0] - 1];
                        });
    }

    /// Statements sent together, carried out one after the other.
    private final class Writes implements StandIn.Behaviour {

        private final String[] statements;
        private final List<Integer> counts = new ArrayList<>();
        private List<List<Object>> keys = List.of();
        private int inserted;
        private int told;

        Writes(String sql) {
            statements = PARTS.computeIfAbsent(sql, all -> all.split(Statements.THEN, -1));
        }

        @Override
        public @Nullable Object call(String method, Object[] arguments) throws SQLException {
            return switch (method) {
                case "setArray", "setObject", "close" -> null;
                case "execute" -> {
                    database.execute(transaction, this::written);
                    yield true;
                }
                case "getUpdateCount" -> counts.get(told);
                case "getMoreResults" -> {
                    told++;
                    yield false;
                }
                default -> throw new UnsupportedOperationException(method);
            };
        }

        private boolean written() throws SQLException {
            while (counts.size() < statements.length) {
                if (!carriedOut(statements[counts.size()])) {
                    return false;
                }
            }
            return true;
        }

        private boolean carriedOut(String sql) throws SQLException {
            var decided = Objects.requireNonNull(transaction.decided);
            var crossed = decided.crossed();
            StoredBooks books = database.books();
            if (sql.contains("insert into outcome")) {
                return insert(
                        sql,
                        decided.recorded().stream()
                                .map(row ->
                                        Schema.REAL.outcome(row.command().id()).orElse(List.of()))
                                .toList());
            }
            if (sql.contains("insert into decision")) {
                return insert(
                        sql,
                        crossed.decided().stream()
                                .map(row -> Schema.REAL.decision(row.id()).orElse(List.of()))
                                .toList());
            }
            if (sql.contains("insert into promise")) {
                return insert(
                        sql,
                        crossed.promised().stream()
                                .map(row -> Schema.REAL.promise(row).orElse(List.of()))
                                .toList());
            }
            if (sql.contains("update queued")) {
                return counts.add(
                        sql.contains("ended_at is null")
                                ? PaperTables.waiting(books, decided)
                                : crossed.ended().size());
            }
            return counts.add(
                    sql.contains("delete from promise")
                            ? (int)
                                    crossed.dropped().stream()
                                            .filter(row ->
                                                    books.promises(row.crossing(), row.transfer()))
                                            .count()
                            : PaperTables.uncontested(sql, decided));
        }

        private boolean insert(String sql, List<List<Object>> rows) throws SQLException {
            if (keys.isEmpty()) {
                keys = new ArrayList<>(rows);
                inserted = 0;
            }
            while (!keys.isEmpty()) {
                List<Object> key = keys.getFirst();
                boolean free = key.isEmpty() || !database.books().has(key);
                if (free && !key.isEmpty() && !database.own(transaction, key)) {
                    return false;
                }
                if (free) {
                    inserted++;
                } else if (sql.contains("on conflict do nothing")) {
                    transaction.leftOut.add(key);
                } else {
                    throw PaperDatabase.state("23505");
                }
                keys.removeFirst();
            }
            counts.add(inserted);
            inserted = 0;
            return true;
        }
    }
}
