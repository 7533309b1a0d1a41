package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The database behind a region, asked directly: what the service says is held against what is
/// written.
public record Store(String url, String username, String password) {

    static final Store NONE = new Store("", "", "");

    static final Movement NOTHING = new Movement(0, BigDecimal.ZERO, 0, 0);

    private static final String URL = "QUARKUS_DATASOURCE_JDBC_URL";
    private static final String USERNAME = "QUARKUS_DATASOURCE_USERNAME";
    private static final String PASSWORD = "QUARKUS_DATASOURCE_PASSWORD";

    /// The user's own PostgreSQL, if the environment names one.
    static Optional<Store> own() {
        Map<String, String> env = System.getenv();
        return Optional.ofNullable(env.get(URL))
                .map(url ->
                        new Store(
                                url,
                                env.getOrDefault(USERNAME, ""),
                                env.getOrDefault(PASSWORD, "")));
    }

    Map<String, String> nodeConfig() {
        return Map.of(
                "quarkus.datasource.jdbc.url", url,
                "quarkus.datasource.username", username,
                "quarkus.datasource.password", password);
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, username, password);
    }

    /// The first column of every row.
    public List<String> texts(String sql, Object... parameters) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = connect();
                PreparedStatement statement = prepared(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    /// The one number that the query answers.
    public long number(String sql, Object... parameters) throws SQLException {
        List<String> found = texts(sql, parameters);
        assertThat(found).hasSize(1);
        return Long.parseLong(found.getFirst());
    }

    /// Changes rows; says how many.
    public int change(String sql, @Nullable Object... parameters) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = prepared(connection, sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    private static PreparedStatement prepared(
            Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    /// How much has been moved, in both senses: what must stay as it is when nothing may move.
    public Movement movement() throws SQLException {
        String[] found =
                texts(
                                """
                                select concat_ws(' ',
                                  (select count(*) from posting),
                                  (select coalesce(sum(abs(balance)), 0) from account),
                                  (select count(*) from account),
                                  (select count(*) from outcome))
                                """)
                        .getFirst()
                        .split(" ", -1);
        return new Movement(
                Long.parseLong(found[0]),
                new BigDecimal(found[1]),
                Long.parseLong(found[2]),
                Long.parseLong(found[3]));
    }

    /// How many rows the books have, and what the balances amount to without their signs.
    public record Movement(long postings, BigDecimal amounts, long accounts, long outcomes) {}

    /// Everything that must hold for the books at any moment; each line names what does not.
    public void assertBooksHold() throws SQLException {
        assertThat(
                        texts(
                                """
                                select currency || ' ' || sum(amount) from (
                                  select currency, balance as amount from account
                                  union all
                                  select a.currency, p.amount from settlement_posting p
                                  join account a on a.number = p.account) b
                                group by currency having sum(amount) <> 0
                                """))
                .as("currencies whose balances do not sum to zero (P1)")
                .isEmpty();
        assertThat(
                        texts(
                                """
                                select number || ' ' || balance from account a
                                where kind <> 'settlement' and balance <> (
                                  select coalesce(sum(amount), 0) from posting
                                  where account = a.number)
                                """))
                .as("accounts whose balance is not the sum of their postings (P1)")
                .isEmpty();
        assertThat(
                        texts(
                                """
                                select number || ' ' || held from account a
                                where held <> (
                                  select coalesce(sum(o.amount), 0)
                                  from queued q join outcome o on o.id = q.transfer
                                  where q.ended_at is null and o.status = 'queued'
                                    and o.from_account = a.number)
                                """))
                .as("accounts of which something else is held than waits")
                .isEmpty();
        assertThat(
                        texts(
                                """
                                select number from account
                                where kind = 'customer' and balance - held + overdraft_limit < 0
                                """))
                .as("accounts overdrawn past their limit (P4)")
                .isEmpty();
        assertThat(
                        texts(
                                """
                                select account || ' ' || seq from (
                                  select account, seq, amount, balance_after, posted_at,
                                    row_number() over by_seq as expected,
                                    sum(amount) over by_seq as total,
                                    lag(posted_at) over by_seq as before
                                  from posting
                                  window by_seq as (partition by account order by seq)) p
                                where seq <> expected or balance_after <> total
                                   or posted_at < before
                                """))
                .as("postings with a gap before them, a wrong balance or a time that runs back")
                .isEmpty();
        assertTransfersHaveTheirSides();
    }

    /// What crosses has one side in each region; the settlement account's is in no posting.
    private void assertTransfersHaveTheirSides() throws SQLException {
        assertThat(
                        texts(
                                """
                                select o.id from outcome o left join posting p on p.transfer = o.id
                                where o.status = 'posted' and o.crossing is null group by o.id
                                having count(p.seq) <> 2 or sum(p.amount) <> 0
                                """))
                .as("posted transfers without exactly two sides (P2)")
                .isEmpty();
        assertThat(
                        texts(
                                """
                                select o.id from outcome o left join posting p on p.transfer = o.id
                                where o.status = 'received' or o.crossing is not null
                                group by o.id having count(p.seq) <> 1 or sum(p.amount)
                                  <> case o.status when 'received' then o.amount else -o.amount end
                                """))
                .as("transfers from or to another region without exactly one side here (P2)")
                .isEmpty();
        assertThat(
                        number(
                                """
                                select count(*) from posting p
                                where not exists (select from outcome o
                                  where o.id = p.transfer and o.status in ('posted', 'received'))
                                """))
                .as("postings that belong to no posted transfer")
                .isZero();
    }
}
