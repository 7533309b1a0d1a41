package dev.nostro.ledger;

import dev.nostro.account.AccountId;
import dev.nostro.account.AccountKind;
import dev.nostro.account.AccountState;
import dev.nostro.account.Standing;
import dev.nostro.region.RegionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Currency;

/// How accounts stand, read from rows of [#COLUMNS].
record StandingRows(RegionId home) {

    static final String COLUMNS =
            """
            number, currency, kind, state, balance, held, promised, overdraft_limit,
            coalesce(seq, 0), coalesce(version, 0), last_posted_at\
            """;

    Standing read(ResultSet row) throws SQLException {
        return new Standing(
                AccountId.of(home, row.getLong(1)),
                Currency.getInstance(row.getString(2)),
                AccountKind.of(row.getString(3)).orElseThrow(),
                AccountState.of(row.getString(4)).orElseThrow(),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                row.getLong(9),
                row.getLong(10),
                row.getObject(11, OffsetDateTime.class).toInstant());
    }
}
