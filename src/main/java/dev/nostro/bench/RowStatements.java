package dev.nostro.bench;

import dev.nostro.bench.BookedBatch.Leg;
import dev.nostro.bench.BookedBatch.Transfer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// A statement for each row, as a stateless session sends them for entities: all columns, in JDBC
/// batches, one batch for each table.
final class RowStatements implements Way.Statements {
    private static final String BATCH =
            """
            insert into batch (id, decided_at, amended)
            select case when pg_current_xact_id() is not null then nextval('batch_id') end, ?, null
            returning id
            """;

    private static final String OUTCOME =
            """
            insert into outcome (id, batch, decided_at, amount, from_account, to_account, from_seq,
                to_seq, from_version, from_available, status, currency, caller, reason, reference,
                metadata, from_id, to_id, opening, crossing)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String POSTING =
            """
            insert into posting (account, seq, transfer, amount, balance_after, posted_at)
            values (?, ?, ?, ?, ?, ?)
            """;

    private static final String BALANCE =
            """
            update account set balance = ?, seq = ?, version = ?, last_posted_at = ?
            where number = ?
            """;

    private final PreparedStatement batches;
    private final PreparedStatement outcomes;
    private final PreparedStatement postings;
    private final PreparedStatement balances;

    RowStatements(Connection connection) throws SQLException {
        batches = connection.prepareStatement(BATCH);
        outcomes = connection.prepareStatement(OUTCOME);
        postings = connection.prepareStatement(POSTING);
        balances = connection.prepareStatement(BALANCE);
    }

    @Override
    public void write(BookedBatch batch) throws SQLException {
        OffsetDateTime at = batch.at().atOffset(ZoneOffset.UTC);
        long id = batch(at);
        for (Transfer transfer : batch.transfers()) {
            outcome(transfer, id, at);
        }
        outcomes.executeBatch();
        for (Leg leg : batch.legs()) {
            posting(leg, at);
        }
        postings.executeBatch();
        for (Leg leg : batch.moved()) {
            balance(leg, at);
        }
        balances.executeBatch();
    }

    private long batch(OffsetDateTime at) throws SQLException {
        batches.setObject(1, at);
        try (ResultSet row = batches.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private void outcome(Transfer transfer, long batch, OffsetDateTime at) throws SQLException {
        Leg from = transfer.from();
        Leg to = transfer.to();
        outcomes.setObject(1, transfer.id());
        outcomes.setLong(2, batch);
        outcomes.setObject(3, at);
        outcomes.setLong(4, to.amount());
        outcomes.setLong(5, from.account());
        outcomes.setLong(6, to.account());
        outcomes.setLong(7, from.seq());
        outcomes.setLong(8, to.seq());
        outcomes.setLong(9, from.seq());
        outcomes.setLong(10, from.balance());
        outcomes.setString(11, "posted");
        outcomes.setString(12, "EUR");
        outcomes.setString(13, StatementsLane.CALLER);
        outcomes.setNull(14, Types.VARCHAR);
        outcomes.setString(15, StatementsLane.REFERENCE);
        for (int column = 16; column <= 19; column++) {
            outcomes.setNull(column, Types.VARCHAR);
        }
        outcomes.setNull(20, Types.OTHER);
        outcomes.addBatch();
    }

    private void posting(Leg leg, OffsetDateTime at) throws SQLException {
        postings.setLong(1, leg.account());
        postings.setLong(2, leg.seq());
        postings.setObject(3, leg.transfer());
        postings.setLong(4, leg.amount());
        postings.setLong(5, leg.balance());
        postings.setObject(6, at);
        postings.addBatch();
    }

    private void balance(Leg leg, OffsetDateTime at) throws SQLException {
        balances.setLong(1, leg.balance());
        balances.setLong(2, leg.seq());
        balances.setLong(3, leg.seq());
        balances.setObject(4, at);
        balances.setLong(5, leg.account());
        balances.addBatch();
    }
}
