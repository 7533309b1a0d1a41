package dev.nostro.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Statements that are sent together and carried out one after the other. Which ones a batch needs
/// varies little, so the driver keeps each combination prepared.
final class Statements {

    static final String THEN = ";\n";

    /// Sets the parameters of one statement.
    interface Setter {
        void set(Parameters parameters) throws SQLException;
    }

    private record Part(String sql, int rows, boolean contested, Setter setter) {}

    private final List<Part> parts = new ArrayList<>();

    /// A statement of whose rows some may be taken by somebody else.
    void addContested(String sql, int rows, Setter setter) {
        parts.add(new Part(sql, rows, true, setter));
    }

    /// A statement that writes so many rows.
    void add(String sql, int rows, Setter setter) {
        parts.add(new Part(sql, rows, false, setter));
    }

    /// Carries them out; false where contested rows were taken.
    boolean execute(Connection connection) throws SQLException {
        if (parts.isEmpty()) {
            return true;
        }
        String sql = String.join(THEN, parts.stream().map(Part::sql).toList());
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Parameters parameters = new Parameters(connection, statement);
            for (Part part : parts) {
                part.setter().set(parameters);
            }
            statement.execute();
            for (Part part : parts) {
                int written = statement.getUpdateCount();
                if (written != part.rows()) {
                    if (part.contested()) {
                        return false;
                    }
                    throw new IllegalStateException(
                            written + " rows written instead of " + part.rows());
                }
                statement.getMoreResults();
            }
            return true;
        }
    }
}
