package dev.nostro.bench;

import java.sql.Connection;
import java.sql.SQLException;

/// How a decided batch reaches PostgreSQL (ADR 0004).
enum Way {
    /// A statement for each row, sent in JDBC batches: what entities come to.
    ROWS("rows", "reWriteBatchedInserts=false"),

    /// The same, and the driver makes inserts of many rows of them; updates stay as they are.
    REWRITTEN("rows rewritten", "reWriteBatchedInserts=true"),

    /// The service's own: a statement for each table, an array for each column.
    ARRAYS("arrays", "reWriteBatchedInserts=false");

    private final String variant;
    private final String setting;

    Way(String variant, String setting) {
        this.variant = variant;
        this.setting = setting;
    }

    String variant() {
        return variant;
    }

    /// What the driver is told.
    String setting() {
        return setting;
    }

    /// Writes a batch, without commit.
    interface Statements {
        void write(BookedBatch batch) throws SQLException;
    }

    /// Prepares the statements; they end with the connection.
    Statements prepare(Connection connection) throws SQLException {
        return this == ARRAYS ? new ArrayStatements(connection) : new RowStatements(connection);
    }
}
