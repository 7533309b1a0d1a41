package dev.nostro.ledger;

import dev.nostro.region.RegionId;
import dev.nostro.transfer.Decided;
import dev.nostro.transfer.Outcome;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;

/// The statements that write which transfers have begun to wait, and what became of others that
/// have waited. They come after the one that inserts the batch and its outcomes.
record QueuedWrites(RegionId home) {

    private static final String QUEUED =
            """
            insert into queued (transfer, region, queued_at, version, balance, available,
                expires_at)
            select u.transfer, u.region, ?, u.version, u.balance, u.available, u.expires_at
            from unnest(?::uuid[], ?, ?, ?, ?, ?::timestamptz[])
              as u (transfer, region, version, balance, available, expires_at)
            """;

    /// Index: queued_pkey. Locks the rows; the paying accounts are locked by this transaction, and
    /// whoever ends one of these has them locked.
    private static final String ENDS =
            """
            update queued q set ended_batch = currval('batch_id'), ended_at = ?
            from (select transfer from queued where transfer = any (?::uuid[])
                  order by transfer for update) as u
            where q.transfer = u.transfer and q.ended_at is null
            """;

    /// Index: outcome_pkey.
    private static final String BECOME =
            """
            update outcome o set status = u.status, reason = u.reason, from_seq = u.from_seq,
                from_version = u.from_version, from_available = u.from_available,
                crossing = u.crossing
            from unnest(?::uuid[], ?, ?, ?, ?, ?, ?::uuid[])
              as u (id, status, reason, from_seq, from_version, from_available, crossing)
            where o.id = u.id and o.status = 'queued'
            """;

    void add(Decided decided, Statements statements) {
        List<Outcome.Queued> queued =
                decided.recorded().stream()
                        .filter(Outcome.Queued.class::isInstance)
                        .map(Outcome.Queued.class::cast)
                        .toList();
        if (!queued.isEmpty()) {
            statements.add(QUEUED, queued.size(), parameters -> queued(parameters, queued));
        }
        List<Outcome.Queued> ended = decided.crossed().ended();
        if (!ended.isEmpty()) {
            statements.addContested(
                    ENDS, ended.size(), parameters -> ends(parameters, decided, ended));
            statements.add(BECOME, ended.size(), parameters -> become(parameters, ended));
        }
    }

    private static void queued(Parameters parameters, List<Outcome.Queued> rows)
            throws SQLException {
        parameters.time(rows.getFirst().at());
        parameters.uuids(rows, row -> row.command().id().value());
        parameters.texts(rows, row -> row.command().to().region());
        parameters.longs(rows, row -> row.holder().version());
        parameters.longs(rows, row -> row.holder().balance());
        parameters.longs(rows, row -> row.holder().available());
        parameters.texts(rows, row -> row.expiresAt().toString());
    }

    private static void ends(Parameters parameters, Decided decided, List<Outcome.Queued> rows)
            throws SQLException {
        parameters.time(decided.at());
        parameters.uuids(rows, row -> row.command().id().value());
    }

    private void become(Parameters parameters, List<Outcome.Queued> ended) throws SQLException {
        List<OutcomeRow> rows =
                ended.stream()
                        .map(row -> OutcomeRow.become(row, home))
                        .sorted(Comparator.comparing(row -> row.command().id().value()))
                        .toList();
        parameters.uuids(rows, row -> row.command().id().value());
        parameters.texts(rows, OutcomeRow::status);
        parameters.texts(rows, OutcomeRow::reason);
        parameters.longs(rows, OutcomeRow::fromSeq);
        parameters.longs(rows, OutcomeRow::fromVersion);
        parameters.longs(rows, OutcomeRow::fromAvailable);
        parameters.uuids(rows, OutcomeRow::crossing);
    }
}
