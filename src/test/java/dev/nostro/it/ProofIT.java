package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `GET /v1/audit/trial-balance` and `GET /v1/regions`.
@ExtendWith(SharedRegion.class)
final class ProofIT {

    private final Client eu;
    private final Client other;
    private final Store store;

    ProofIT(RunningRegion region) {
        eu = region.client(0);
        other = region.client(1);
        store = region.store();
    }

    @Test
    @DisplayName("P1: every currency sums to zero, by balances and by postings")
    void theBooksBalance() throws Exception {
        eu.pay(eu.internal("NOK"), eu.customer("NOK"), "12.34", "NOK");
        eu.pay(eu.internal("KWD"), eu.customer("KWD"), "1.234", "KWD");

        Reply balance = other.get("/v1/audit/trial-balance").succeeds(200);

        assertThat(balance.json().fieldNames())
                .toIterable()
                .containsExactly("region", "holds", "currencies");
        assertThat(balance.at("/region")).isEqualTo("eu");
        assertThat(balance.json().get("holds").booleanValue()).isTrue();
        assertThat(balance.json().get("currencies").findValuesAsText("currency"))
                .containsExactlyElementsOf(
                        store.texts("select distinct currency from account order by 1"));
        for (String currency : List.of("NOK", "KWD")) {
            String zero = currency.equals("NOK") ? "0.00" : "0.000";
            assertThat(sums(balance, currency).toString())
                    .isEqualTo(
                            """
                            {"currency":"%s","accounts":%d,"sumOfBalances":"%s",\
                            "sumOfPostings":"%s","holds":true}\
                            """
                                    .formatted(
                                            currency,
                                            store.number(
                                                    "select count(*) from account"
                                                            + " where currency = ?",
                                                    currency),
                                            zero,
                                            zero));
        }
    }

    /// `N` stands for the number of an account that has one posting.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "update account set balance = balance + :change where number = N",
                "update posting set amount = amount + :change where account = N",
                "update account a set balance = balance + :change * (case when number = N then 1"
                        + " else -1 end) where number in (N, (select min(number) from account"
                        + " where kind = 'internal' and currency = 'SEK'))"
            })
    @DisplayName("P1: books that somebody has tampered with do not hold, and hold when restored")
    void noticesWhatDoesNotBalance(String tampering) throws Exception {
        eu.internal("SEK");
        String bank = eu.internal("SEK");
        eu.pay(bank, eu.customer("SEK"), "1.00", "SEK");
        String sql = tampering.replace("N", bank.substring(3));
        try {
            assertThat(store.change(sql.replace(":change", "(1)"))).isPositive();
            Reply broken = eu.get("/v1/audit/trial-balance").succeeds(200);
            assertThat(broken.json().get("holds").booleanValue()).isFalse();
            assertThat(sums(broken, "SEK").get("holds").booleanValue()).isFalse();
        } finally {
            store.change(sql.replace(":change", "(-1)"));
        }
        Reply restored = eu.get("/v1/audit/trial-balance").succeeds(200);
        assertThat(restored.json().get("holds").booleanValue()).isTrue();
    }

    @Test
    @DisplayName("P1: the books balance in every snapshot, also while money moves")
    void theBooksBalanceAtEveryMoment() {
        String bank = eu.internal("EUR");
        String alice = eu.customer("EUR");
        AtomicBoolean enough = new AtomicBoolean();
        try (var movers = Executors.newFixedThreadPool(4)) {
            for (Client node : List.of(eu, other, eu, other)) {
                movers.execute(() -> {
                    while (!enough.get()) {
                        node.pay(bank, alice, "0.01", "EUR");
                    }
                });
            }
            try {
                for (int i = 0; i < 15; i++) {
                    Reply balance = (i % 2 == 0 ? eu : other).get("/v1/audit/trial-balance");
                    assertThat(balance.json().get("holds").booleanValue())
                            .as(balance.toString())
                            .isTrue();
                }
            } finally {
                enough.set(true);
            }
        }
    }

    @Test
    @DisplayName("P3: a region says how safely its database keeps the books")
    void tellsHowDurableARegionIs() {
        Reply regions = eu.get("/v1/regions").succeeds(200);
        assertThat(regions.json().get("items")).hasSize(1);
        assertThat(regions.json().get("unreached")).isEmpty();
        JsonNode region = regions.json().at("/items/0");
        assertThat(region.get("id").asText()).isEqualTo("eu");
        assertThat(region.get("up").booleanValue()).isTrue();
        assertThat(region.get("queueDepth").intValue()).isNotNegative();
        assertThat(region.get("journalPosition").longValue()).isNotNegative();
        assertThat(region.get("databaseRole").asText()).isEqualTo("primary");
        assertThat(region.get("durability"))
                .isEqualTo(
                        Client.body(
                                "fsync", "on",
                                "synchronous_commit", "on",
                                "full_page_writes", "on",
                                "synchronous_standby_names", ""));
    }

    @Test
    void theJournalFollowsEveryBatch() throws Exception {
        eu.pay(eu.internal("EUR"), eu.customer("EUR"), "1.00", "EUR");
        long committed = store.number("select count(*) from batch");
        long end = System.nanoTime() + 20_000_000_000L;
        while (Long.parseLong(eu.get("/v1/regions").at("/items/0/journalPosition")) < committed) {
            assertThat(System.nanoTime()).as("numbered within 20 s").isLessThan(end);
            Thread.sleep(50);
        }
        assertThat(store.number("select count(*) from journal")).isEqualTo(committed);
        assertThat(store.number("select max(seq) from journal")).isEqualTo(committed);
    }

    private static JsonNode sums(Reply balance, String currency) {
        for (JsonNode sums : balance.json().get("currencies")) {
            if (sums.get("currency").asText().equals(currency)) {
                return sums;
            }
        }
        throw new AssertionError("no " + currency + " in " + balance);
    }
}
