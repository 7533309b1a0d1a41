package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What a new user does first: two accounts, a transfer, a statement; on one node, read on another.
@ExtendWith(SharedRegion.class)
final class FirstStepsIT {

    private final RunningRegion region;

    FirstStepsIT(RunningRegion region) {
        this.region = region;
    }

    @Test
    void opensAccountsMovesMoneyAndReadsTheStatement() throws SQLException {
        Client here = region.client(0);
        Client there = region.client(1);
        String bank = here.internal("EUR");
        String alice = here.customer("EUR");

        Reply paid = here.pay(bank, alice, "125.00", "EUR");

        assertThat(there.balance(alice)).isEqualTo("125.00");
        assertThat(there.get(paid.header("Location").orElseThrow()).body()).isEqualTo(paid.body());
        Reply statement = there.get("/v1/accounts/" + alice + "/statement").succeeds(200);
        assertThat(statement.at("/openingBalance")).isEqualTo("0.00");
        assertThat(statement.at("/postings/0/transfer")).isEqualTo(paid.at("/id"));
        assertThat(statement.at("/closingBalance")).isEqualTo("125.00");
        region.store().assertBooksHold();
    }
}
