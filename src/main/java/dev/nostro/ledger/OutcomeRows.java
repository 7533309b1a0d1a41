package dev.nostro.ledger;

import dev.nostro.region.RegionId;
import dev.nostro.transfer.Decided;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Inserts a batch's row and the rows of its outcomes, in key order.
final class OutcomeRows {

    /// The transaction takes its number before the batch takes its own: the journal's numbering
    /// relies on that (ADR 0003). Rows go in by id, so two batches that share keys wait for each
    /// other in one direction only; a key that somebody has taken leaves its row out.
    private static final String INSERT =
            """
            with this as (
              insert into batch (id, decided_at, amended)
              select case when pg_current_xact_id() is not null then nextval('batch_id') end, ?, ?
              returning id, decided_at)
            insert into outcome (id, batch, decided_at, amount, from_account, to_account, from_seq,
                to_seq, from_version, from_available, status, currency, caller, reason, reference,
                metadata, from_id, to_id, opening)
            select u.id, this.id, this.decided_at, u.amount, u.from_account, u.to_account,
                u.from_seq, u.to_seq, u.from_version, u.from_available, u.status, u.currency,
                u.caller, u.reason, u.reference, u.metadata, u.from_id, u.to_id, u.opening
            from this, unnest(?::uuid[], ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
              as u (id, amount, from_account, to_account, from_seq, to_seq, from_version,
                    from_available, status, currency, caller, reason, reference, metadata, from_id,
                    to_id, opening)
            order by u.id
            on conflict do nothing
            """;

    private final RegionId home;

    OutcomeRows(RegionId home) {
        this.home = home;
    }

    /// False if a key was taken by somebody else in between.
    boolean insert(Connection connection, Decided decided) throws SQLException {
        List<OutcomeRow> rows =
                decided.recorded().stream().map(outcome -> OutcomeRow.of(outcome, home)).toList();
        Long[] amended =
                decided.amended().stream()
                        .map(account -> account.id().number())
                        .toArray(Long[]::new);
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setObject(1, decided.at().atOffset(ZoneOffset.UTC));
            statement.setArray(
                    2, amended.length == 0 ? null : connection.createArrayOf("int8", amended));
            Columns columns = new Columns(connection, statement, rows);
            columns.uuids(row -> row.command().id().value());
            columns.longs(OutcomeRow::amount);
            columns.longs(row -> row.from().number());
            columns.longs(row -> row.to().number());
            columns.longs(OutcomeRow::fromSeq);
            columns.longs(OutcomeRow::toSeq);
            columns.longs(OutcomeRow::fromVersion);
            columns.longs(OutcomeRow::fromAvailable);
            columns.texts(OutcomeRow::status);
            columns.texts(OutcomeRow::currency);
            columns.texts(row -> row.command().caller());
            columns.texts(OutcomeRow::reason);
            columns.texts(OutcomeRow::reference);
            columns.texts(OutcomeRow::metadata);
            columns.texts(row -> row.from().sent());
            columns.texts(row -> row.to().sent());
            columns.texts(OutcomeRow::opening);
            return statement.executeUpdate() == rows.size();
        }
    }

    /// Sets one array parameter after the other.
    private static final class Columns {
        private static final int FIRST = 3;

        private final Connection connection;
        private final PreparedStatement statement;
        private final List<OutcomeRow> rows;
        private int next = FIRST;

        Columns(Connection connection, PreparedStatement statement, List<OutcomeRow> rows) {
            this.connection = connection;
            this.statement = statement;
            this.rows = rows;
        }

        void uuids(Function<OutcomeRow, UUID> column) throws SQLException {
            set("uuid", rows.stream().map(column).toArray(UUID[]::new));
        }

        void longs(Function<OutcomeRow, @Nullable Long> column) throws SQLException {
            set("int8", rows.stream().map(column).toArray(Long[]::new));
        }

        void texts(Function<OutcomeRow, @Nullable String> column) throws SQLException {
            set("text", rows.stream().map(column).toArray(String[]::new));
        }

        private void set(String type, Object[] values) throws SQLException {
            statement.setArray(next++, connection.createArrayOf(type, values));
        }
    }
}
