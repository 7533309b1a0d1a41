package dev.nostro.bench;

import dev.nostro.bench.Movements.Footing;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// A database that has a million accounts and ten million postings, made in SQL because the API
/// would take an hour for it. Its accounts are read in SQL too.
final class GrownBooks implements Books {
    static final int ACCOUNTS = 1_000_000;
    private static final int FETCH = 10_000;

    private final RawLimit.Database database;
    private final String region;
    private final String owner;

    GrownBooks(RawLimit.Database database, String region, String owner) {
        this.database = database;
        this.region = region;
        this.owner = owner;
    }

    /// Fills the tables; `accounts` is a multiple of 500.
    Population fill(int accounts) throws SQLException, IOException {
        String script =
                RawLimit.resource("growth.sql")
                        .replace("${accounts}", Integer.toString(accounts))
                        .replace("${owner}", owner);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(script);
            statement.execute("vacuum analyze");
        }
        List<String> ids = new ArrayList<>(accounts + 1);
        read((id, _) -> ids.add(id));
        // The hot account and the bank's are the last two; nobody is without money.
        var population = new Population(ids, 0);
        population.begin(this);
        return population;
    }

    @Override
    public void read(Reader reader) throws IOException {
        String sql =
                "select number, balance, version from account where owner = '"
                        + owner
                        + "' order by number";
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(FETCH);
                try (ResultSet rows = statement.executeQuery(sql)) {
                    while (rows.next()) {
                        reader.account(
                                region + "-" + rows.getLong(1),
                                new Footing(rows.getLong(2), rows.getLong(3)));
                    }
                }
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
