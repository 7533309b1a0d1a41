package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The database guards the books a second time: against whoever reaches it past the service.
@ExtendWith(SharedRegion.class)
@Timeout(180)
final class GuardsIT {

    private static final String CHECK = "23514";
    private static final String UNIQUE = "23505";
    private static final String FOREIGN_KEY = "23503";

    private final RunningRegion region;

    GuardsIT(RunningRegion region) {
        this.region = region;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update account set balance = -1 where number = ? | 23514",
                "update account set overdraft_limit = -1 where number = ? | 23514",
                "update account set held = -1 where number = ? | 23514",
                "update account set held = balance + 1 where number = ? | 23514",
                "update account set state = 'closed' where number = ? | 23514",
                "update account set state = 'asleep' where number = ? | 23514",
                "update account set kind = 'settlement' where number = ? | 23514",
                "update account set seq = version + 1 where number = ? | 23514",
                "update account set last_posted_at = created_at - interval '1 s'"
                        + " where number = ? | 23514",
                "update account set number = -number where number = ? | 23503",
                "delete from account where number = ? | 23503",
                "insert into posting select account, seq, gen_random_uuid(), 1, 1, posted_at"
                        + " from posting where account = ? | 23505",
                "insert into posting select account, 0, transfer, amount, 1, posted_at"
                        + " from posting where account = ? | 23514",
                "insert into posting select account, seq + 1, transfer, 0, 1, posted_at"
                        + " from posting where account = ? | 23514",
                "insert into posting select 98 - 97 * account, seq, transfer, amount, 1, posted_at"
                        + " from posting where account = ? | 23503",
                "insert into outcome select * from outcome where to_account = ? | 23505",
                "update outcome set amount = 0 where to_account = ? and status = 'posted' | 23514",
                "update outcome set status = 'refused' where to_account = ? | 23514",
                "update outcome set from_account = to_account where to_account = ?"
                        + " and status = 'posted' | 23514"
            })
    void refuses(String sql, String state) throws SQLException {
        long number = customer();
        assertThatThrownBy(() -> region.store().change(sql, number))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        e -> assertThat(e.getSQLState()).as(e.getMessage()).isEqualTo(state));
        region.store().assertBooksHold();
    }

    @Test
    void letsABalanceGoDownToTheLimit() throws SQLException {
        long number = customer();
        try (Connection connection = region.store().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            String where = " where number = " + number;
            assertThat(statement.executeUpdate("update account set overdraft_limit = 500" + where))
                    .isEqualTo(1);
            assertThat(statement.executeUpdate("update account set balance = -500" + where))
                    .isEqualTo(1);
            assertThatThrownBy(() -> statement.execute("update account set balance = -501" + where))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(CHECK));
            connection.rollback();
        }
    }

    @Test
    void numbersABatchOnce() throws Exception {
        Store store = region.store();
        customer();
        Eventually.within(
                Duration.ofSeconds(5),
                () -> assertThat(store.number("select count(*) from journal")).isPositive());
        assertRefused(
                UNIQUE, "insert into journal select max(seq) + 1, max(batch), now() from journal");
        assertRefused(
                FOREIGN_KEY, "insert into journal select max(seq) + 9, -1, now() from journal");
        assertRefused(UNIQUE, "insert into home select 'us', gen_random_uuid(), now(), true");
        assertRefused(UNIQUE, "insert into numbering values (true, 0, 0, '0')");
        assertThat(store.texts("select region from home")).containsExactly(RunningRegion.ID);
    }

    private void assertRefused(String state, String sql) {
        assertThatThrownBy(() -> region.store().change(sql))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        e -> assertThat(e.getSQLState()).as(e.getMessage()).isEqualTo(state));
    }

    private long customer() {
        String account = region.client(0).funded("5.00", "EUR");
        return Traffic.number(account);
    }
}
