package dev.nostro.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.hibernate.StatelessSession;

/// A question about many ids at once, in one array (ADR 0004): its text and its plan do not depend
/// on how many there are, as those of a list of parameters would.
///
/// @param type what the database calls the ids
/// @param sql with one parameter
record ArrayQuery(String type, String sql) {

    /// Makes a value of a row.
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    <T> List<T> list(StatelessSession session, Collection<?> ids, Row<T> each) {
        return ids.isEmpty()
                ? List.of()
                : session.doReturningWork(connection -> list(connection, ids, each));
    }

    private <T> List<T> list(Connection connection, Collection<?> ids, Row<T> each)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf(type, ids.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(each.read(rows));
                }
                return found;
            }
        }
    }
}
