package dev.nostro.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Sets a statement's parameters one after the other: a column of rows becomes an array.
public final class Parameters {

    private final Connection connection;
    private final PreparedStatement statement;
    private int next = 1;

    public Parameters(Connection connection, PreparedStatement statement) {
        this.connection = connection;
        this.statement = statement;
    }

    public void time(Instant time) throws SQLException {
        statement.setObject(next++, time.atOffset(ZoneOffset.UTC));
    }

    public <T> void uuids(List<T> rows, Function<T, @Nullable UUID> column) throws SQLException {
        set("uuid", rows, column, new UUID[rows.size()]);
    }

    public <T> void longs(List<T> rows, Function<T, @Nullable Long> column) throws SQLException {
        set("int8", rows, column, new Long[rows.size()]);
    }

    public <T> void texts(List<T> rows, Function<T, @Nullable String> column) throws SQLException {
        set("text", rows, column, new String[rows.size()]);
    }

    private <T, V> void set(
            String type, List<T> rows, Function<T, ? extends @Nullable V> column, V[] values)
            throws SQLException {
        for (int at = 0; at < values.length; at++) {
            values[at] = column.apply(rows.get(at));
        }
        statement.setArray(next++, connection.createArrayOf(type, values));
    }
}
