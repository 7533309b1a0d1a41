package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// `GET /v1/accounts/{id}/statement`: it adds up, whatever the span of time, also while money moves
/// (P1).
@ExtendWith(SharedRegion.class)
final class StatementIT {

    private final Client eu;
    private final Client other;

    StatementIT(RunningRegion region) {
        eu = region.client(0);
        other = region.client(1);
    }

    @Test
    void tellsTheWholeHistoryAsJson() {
        String bank = eu.internal("EUR");
        String alice = eu.customer("EUR");
        Reply in = eu.pay(bank, alice, "5.00", "EUR");
        eu.pay(alice, bank, "1.25", "EUR");

        Reply statement = eu.get("/v1/accounts/" + alice + "/statement").succeeds(200);

        JsonNode json = statement.json();
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "account",
                        "currency",
                        "from",
                        "to",
                        "openingBalance",
                        "postings",
                        "closingBalance");
        assertThat(json.get("account").asText()).isEqualTo(alice);
        assertThat(json.get("currency").asText()).isEqualTo("EUR");
        assertThat(json.get("openingBalance").asText()).isEqualTo("0.00");
        assertThat(json.get("closingBalance").asText()).isEqualTo("3.75");
        assertThat(json.get("from").asText())
                .isEqualTo(eu.get("/v1/accounts/" + alice).at("/createdAt"));
        assertThat(json.get("to").asText()).isGreaterThan(in.at("/postedAt"));
        assertThat(json.get("postings"))
                .isEqualTo(eu.get("/v1/accounts/" + alice + "/postings").json().get("items"));
    }

    @Test
    void anAccountWithoutPostingsHasAStatementToo() {
        Reply statement = eu.get("/v1/accounts/" + eu.customer("JPY") + "/statement").succeeds(200);
        assertThat(statement.at("/openingBalance")).isEqualTo("0");
        assertThat(statement.json().get("postings")).isEmpty();
        assertThat(statement.at("/closingBalance")).isEqualTo("0");
    }

    @Test
    void tellsTheSameAsCsvAndKeepsFormulasText() {
        String bank = eu.internal("EUR");
        String alice = eu.customer("EUR");
        Reply in =
                eu.transfer(
                        Client.key(),
                        Client.payment(bank, alice, "5.00", "EUR")
                                .put("reference", "=HYPERLINK(\"x\"), ü"));
        Reply out = eu.pay(alice, bank, "1.00", "EUR");

        Reply csv = eu.get("/v1/accounts/" + alice + "/statement", "Accept", "text/csv");

        assertThat(csv.status()).isEqualTo(200);
        assertThat(csv.header("Content-Type").orElseThrow()).startsWith("text/csv");
        List<String> lines = csv.body().lines().toList();
        assertThat(lines).hasSize(5);
        assertThat(csv.body()).endsWith("\r\n");
        assertThat(lines.get(0))
                .isEqualTo("line,seq,time,transfer,counterparty,amount,balance,currency,reference");
        assertThat(lines.get(1)).matches("opening,,[^,]+,,,,0\\.00,EUR,");
        assertThat(lines.get(2))
                .isEqualTo(
                        "posting,1,%s,%s,\"%s\",5.00,5.00,EUR,\"'=HYPERLINK(\"\"x\"\"), ü\""
                                .formatted(in.at("/postedAt"), in.at("/id"), bank));
        assertThat(lines.get(3))
                .isEqualTo(
                        "posting,2,%s,%s,\"%s\",-1.00,4.00,EUR,"
                                .formatted(out.at("/postedAt"), out.at("/id"), bank));
        assertThat(lines.get(4)).matches("closing,,[^,]+,,,,4\\.00,EUR,");
    }

    @Test
    void givesWhatIsAcceptedAndNothingElse() {
        String path = "/v1/accounts/" + eu.customer("EUR") + "/statement";
        assertThat(type(path, "*/*")).isEqualTo("application/json");
        assertThat(type(path, "text/csv")).startsWith("text/csv");
        assertThat(type(path, "text/*")).startsWith("text/csv");
        assertThat(type(path, "application/json, text/csv")).isEqualTo("application/json");
        assertThat(type(path, "application/json;q=0.1, text/csv")).startsWith("text/csv");
        eu.get(path, "Accept", "application/xml").refusesNone(406, "NOT_ACCEPTABLE");
        eu.get("/v1/accounts/eu-0/statement", "Accept", "text/csv").refusesNone(404, "NOT_FOUND");
    }

    @Test
    @DisplayName("P1: opening + sum = closing over any span, while transfers run on both nodes")
    void addsUpWhileMoneyMoves() throws Exception {
        String bank = eu.internal("EUR");
        String alice = eu.funded("100.00", "EUR");
        Instant start = Instant.parse(eu.get("/v1/accounts/" + alice).at("/createdAt"));
        AtomicBoolean enough = new AtomicBoolean();
        try (var movers = Executors.newFixedThreadPool(4)) {
            for (Client node : List.of(eu, other, eu, other)) {
                movers.execute(() -> move(node, bank, alice, enough));
            }
            try {
                Random random = new Random(42);
                for (int i = 0; i < 40; i++) {
                    assertAddsUp(i % 2 == 0 ? other : eu, alice, span(random, start, i));
                }
            } finally {
                enough.set(true);
            }
        }
        Reply whole = assertAddsUp(eu, alice, "");
        assertThat(whole.at("/openingBalance")).isEqualTo("0.00");
        assertThat(whole.at("/closingBalance")).isEqualTo(eu.balance(alice));
        assertThat(whole.json().get("postings")).hasSizeGreaterThan(20);
    }

    @Test
    @DisplayName("P1: neighbouring statements meet in the same balance")
    void neighboursMeet() {
        String bank = eu.internal("EUR");
        String alice = eu.funded("10.00", "EUR");
        String middle = eu.pay(alice, bank, "1.00", "EUR").at("/postedAt");
        eu.pay(alice, bank, "2.00", "EUR");
        Reply first = assertAddsUp(eu, alice, "?to=" + middle);
        Reply second = assertAddsUp(eu, alice, "?from=" + middle);
        assertThat(first.at("/closingBalance")).isEqualTo("10.00");
        assertThat(second.at("/openingBalance")).isEqualTo("10.00");
        assertThat(second.json().get("postings")).hasSize(2);
        assertThat(
                        assertAddsUp(eu, alice, "?from=" + middle + "&to=" + middle)
                                .json()
                                .get("postings"))
                .isEmpty();
    }

    @Test
    void tellsMoreThanAThousandPostings() {
        String bank = eu.internal("EUR");
        String alice = eu.customer("EUR");
        for (int part = 0; part < 3; part++) {
            var transfers = Client.JSON.createArrayNode();
            for (int i = 0; i < 700; i++) {
                transfers.add(
                        Client.payment(bank, alice, "0.01", "EUR")
                                .put("idempotencyKey", Client.key()));
            }
            eu.post("/v1/transfers/batch", Client.body("transfers", transfers)).succeeds(200);
        }
        Reply statement = assertAddsUp(eu, alice, "");
        assertThat(statement.json().get("postings")).hasSize(2100);
        assertThat(statement.at("/closingBalance")).isEqualTo("21.00");
        Reply csv = eu.get("/v1/accounts/" + alice + "/statement", "Accept", "text/csv");
        assertThat(csv.body().lines()).hasSize(2103);
    }

    private static void move(Client node, String bank, String alice, AtomicBoolean enough) {
        for (int i = 0; !enough.get(); i++) {
            if (i % 2 == 0) {
                node.pay(alice, bank, "0.10", "EUR");
            } else {
                node.pay(bank, alice, "0.10", "EUR");
            }
        }
    }

    private static String span(Random random, Instant start, int n) {
        long lived = Duration.between(start, Instant.now()).toNanos();
        Instant one = start.plusNanos(random.nextLong(lived));
        Instant two = start.plusNanos(random.nextLong(lived));
        return switch (n % 4) {
            case 0 -> "";
            case 1 -> "?from=" + one;
            case 2 -> "?to=" + two;
            default ->
                    one.isBefore(two)
                            ? "?from=" + one + "&to=" + two
                            : "?from=" + two + "&to=" + one;
        };
    }

    private static Reply assertAddsUp(Client node, String account, String span) {
        Reply statement = node.get("/v1/accounts/" + account + "/statement" + span).succeeds(200);
        BigDecimal balance = new BigDecimal(statement.at("/openingBalance"));
        long seq = -1;
        for (JsonNode posting : statement.json().get("postings")) {
            balance = balance.add(new BigDecimal(posting.get("amount").asText()));
            assertThat(posting.get("balanceAfter").asText()).isEqualTo(balance.toPlainString());
            assertThat(seq == -1 || posting.get("seq").longValue() == seq + 1).isTrue();
            seq = posting.get("seq").longValue();
        }
        assertThat(statement.at("/closingBalance")).as(span).isEqualTo(balance.toPlainString());
        return statement;
    }

    private String type(String path, String accept) {
        Reply reply = eu.get(path, "Accept", accept);
        assertThat(reply.status()).as(accept).isEqualTo(200);
        return reply.header("Content-Type").orElseThrow();
    }
}
