package dev.nostro.ledger;

import dev.nostro.region.RegionId;
import dev.nostro.transfer.Decided;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Inserts a batch's row and the rows of its outcomes, in key order.
final class OutcomeRows {

    /// The transaction takes its number before the batch takes its own: the journal's numbering
    /// relies on that (ADR 0003). Rows go in by id, so two batches that share keys wait for each
    /// other in one direction only; a key that somebody has taken leaves its row out.
    static final String INSERT =
            """
            with this as (
              insert into batch (id, decided_at, amended)
              select case when pg_current_xact_id() is not null then nextval('batch_id') end, ?,
                     nullif(?::bigint[], '{}')
              returning id, decided_at)
            insert into outcome (id, batch, decided_at, amount, from_account, to_account, from_seq,
                to_seq, from_version, from_available, status, currency, caller, reason, reference,
                metadata, from_id, to_id, opening, crossing)
            select u.id, this.id, this.decided_at, u.amount, u.from_account, u.to_account,
                u.from_seq, u.to_seq, u.from_version, u.from_available, u.status, u.currency,
                u.caller, u.reason, u.reference, u.metadata, u.from_id, u.to_id, u.opening,
                u.crossing
            from this, unnest(?::uuid[], ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::uuid[])
              as u (id, amount, from_account, to_account, from_seq, to_seq, from_version,
                    from_available, status, currency, caller, reason, reference, metadata, from_id,
                    to_id, opening, crossing)
            order by u.id
            on conflict do nothing
            """;

    private final RegionId home;

    OutcomeRows(RegionId home) {
        this.home = home;
    }

    /// Sets the parameters of [#INSERT]; its update count tells how many keys were free.
    void set(Parameters parameters, Decided decided) throws SQLException {
        List<OutcomeRow> rows = new ArrayList<>(decided.recorded().size());
        decided.recorded().forEach(outcome -> rows.add(OutcomeRow.of(outcome, home)));
        parameters.time(decided.at());
        parameters.longs(decided.amended(), account -> account.id().number());
        parameters.uuids(rows, row -> row.command().id().value());
        parameters.longs(rows, OutcomeRow::amount);
        parameters.longs(rows, row -> row.from().number());
        parameters.longs(rows, row -> row.to().number());
        parameters.longs(rows, OutcomeRow::fromSeq);
        parameters.longs(rows, OutcomeRow::toSeq);
        parameters.longs(rows, OutcomeRow::fromVersion);
        parameters.longs(rows, OutcomeRow::fromAvailable);
        parameters.texts(rows, OutcomeRow::status);
        parameters.texts(rows, OutcomeRow::currency);
        parameters.texts(rows, row -> row.command().caller());
        parameters.texts(rows, OutcomeRow::reason);
        parameters.texts(rows, OutcomeRow::reference);
        parameters.texts(rows, OutcomeRow::metadata);
        parameters.texts(rows, row -> row.from().sent());
        parameters.texts(rows, row -> row.to().sent());
        parameters.texts(rows, OutcomeRow::opening);
        parameters.uuids(rows, OutcomeRow::crossing);
    }
}
