package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One system from outside: what is asked of eu and decided in us is answered as us answers it.
@ExtendWith(TwoRegions.class)
final class ForwardingIT {

    private final Client eu;
    private final Client us;

    ForwardingIT(RunningWorld world) {
        eu = world.client("eu");
        us = world.client("us");
    }

    @Test
    void opensAnAccountWhereItShallBe() {
        String key = Client.key();
        ObjectNode account = Client.body("region", "us", "currency", "USD", "name", "Ålice");
        Reply opened = eu.open(key, account).succeeds(201);
        assertThat(opened.at("/id")).startsWith("us-");
        assertThat(opened.header("Location")).hasValue("/v1/accounts/" + opened.at("/id"));
        assertThat(opened.header("ETag")).hasValue("\"0\"");
        us.open(key, account).repeats(opened);
        eu.open(key, account).repeats(opened);
        eu.open(key, account.deepCopy().put("currency", "EUR")).refusesNone(422, "KEY_REUSED");
    }

    @Test
    void readsAndChangesAnAccountElsewhere() {
        String alice = us.funded("100.00", "USD");
        assertThat(eu.balance(alice)).isEqualTo("100.00");
        assertThat(eu.get("/v1/accounts/" + alice.replace("-", "%2D")).status()).isEqualTo(200);

        String path = "/v1/accounts/" + alice;
        eu.patch(path, Client.body("name", "Alice B.")).refusesNone(428, "PRECONDITION_REQUIRED");
        Reply changed = eu.patch(path, Client.body("name", "Alice B."), "If-Match", "\"0\"");
        changed.succeeds(200);
        assertThat(changed.header("ETag")).hasValue("\"1\"");
        eu.patch(path, Client.body("name", "x"), "If-Match", "0")
                .refusesNone(412, "REVISION_MISMATCH");
        assertThat(us.get(path).at("/name")).isEqualTo("Alice B.");
    }

    @Test
    void tellsTheHistoryOfAnAccountElsewhere() {
        String alice = us.funded("100.00", "USD");
        String path = "/v1/accounts/" + alice;
        assertThat(eu.get(path + "/postings").body()).isEqualTo(us.get(path + "/postings").body());
        String now = us.get(path + "/statement").at("/to");
        String span = "?from=2026-01-01T00:00:00Z&to=" + now;
        Reply statement = eu.get(path + "/statement" + span);
        assertThat(statement.at("/closingBalance")).isEqualTo("100.00");
        assertThat(statement.body()).isEqualTo(us.get(path + "/statement" + span).body());
        Reply csv = eu.get(path + "/statement" + span, "Accept", "text/csv");
        assertThat(csv.header("Content-Type")).hasValue("text/csv;charset=UTF-8");
        assertThat(csv.body())
                .isEqualTo(us.get(path + "/statement" + span, "Accept", "text/csv").body());
        assertThat(eu.get(path + "/balance?at=" + now).at("/balance")).isEqualTo("100.00");
        eu.get(path + "/balance").refusesNone(400, "MALFORMED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/accounts/us-0",
                "/v1/accounts/us-",
                "/v1/accounts/us-195000000000000000",
                "/v1/accounts/us-0/statement",
                "/v1/accounts/us-1/nothing",
                "/v1/accounts/zz-1",
                "/v1/transfers/us-1",
                "/v1/transfers/us-00000000-0000-8000-8000-000000000000"
            })
    void whatIsNothingElsewhereIsNotFound(String path) {
        Reply reply = eu.get(path).refusesNone(404, "NOT_FOUND");
        assertThat(reply.at("/instance")).isEqualTo(path);
    }

    @Test
    void anAccountHereIsNotTakenForOneElsewhereOfTheSameNumber() {
        String here = eu.customer("EUR");
        String there = "us-" + here.substring(here.indexOf('-') + 1);
        Reply found = eu.get("/v1/accounts/" + there);
        assertThat(found.at("/id")).isNotEqualTo(here);
        assertThat(found.status()).isEqualTo(us.get("/v1/accounts/" + there).status());
    }

    @Test
    void paysElsewhereUnderAKeyThatIsOneWhereverItIsSent() {
        String bank = us.internal("USD");
        String alice = us.customer("USD");
        String key = Client.key();
        ObjectNode payment = Client.payment(bank, alice, "7.00", "USD");
        Reply paid = eu.transfer(key, payment).succeeds(201);
        us.transfer(key, payment).repeats(paid);
        eu.transfer(key, payment).repeats(paid);
        assertThat(us.balance(alice)).isEqualTo("7.00");

        Reply refused = eu.transfer(Client.key(), Client.payment(alice, bank, "8.00", "USD"));
        refused.refusesForGood("INSUFFICIENT_FUNDS");
        assertThat(eu.get(refused.at("/instance")).at("/status")).isEqualTo("refused");

        String path = "/v1/transfers/" + paid.at("/id");
        assertThat(paid.header("Location")).hasValue(path);
        assertThat(eu.get(path).body()).isEqualTo(us.get(path).body());
        assertThat(eu.get("/v1/transfers?account=" + alice).json().at("/items")).hasSize(2);
        eu.post("/v1/transfers", payment).refusesNone(400, "KEY_MISSING");
        eu.transfer(Client.key(), payment.deepCopy().put("amount", "1"))
                .refusesNone(400, "MALFORMED");
    }

    @Test
    void findsAKeyInAllRegions() {
        String key = Client.key();
        String here = eu.internal("EUR");
        String there = us.internal("EUR");
        String one = paid(eu.transfer(key, payment(here, eu.customer("EUR"))));
        String other = paid(eu.transfer(key, payment(there, us.customer("EUR"))));
        String path = "/v1/transfers?idempotencyKey=" + key;
        for (Client client : List.of(eu, us)) {
            Reply found = client.get(path).succeeds(200);
            assertThat(found.json().at("/items"))
                    .extracting(item -> item.get("id").asText())
                    .containsExactlyInAnyOrder(one, other);
            assertThat(found.json().at("/unreached")).isEmpty();
            assertThat(client.get(path + "&region=us").at("/items/0/id")).isEqualTo(other);
            client.get(path + "&region=zz").refusesNone(404, "NOT_FOUND");
        }
        assertThat(eu.get("/v1/transfers?idempotencyKey=" + Client.key()).json().at("/items"))
                .isEmpty();
    }

    @Test
    void decidesEachTransferOfABatchWhereItIsPaid() {
        String here = eu.internal("EUR");
        String there = us.internal("EUR");
        ArrayNode items = Client.JSON.createArrayNode();
        items.add(item(payment(there, us.customer("EUR"))));
        items.add(item(payment(here, eu.customer("EUR"))));
        items.add(item(payment(there, us.customer("EUR")).put("amount", "1")));
        items.add(item(payment(there, there)));
        items.add(item(payment("zz-1", here)));
        items.add(item(payment(here, eu.customer("EUR"))));
        items.addNull();
        ObjectNode batch = Client.JSON.createObjectNode().set("transfers", items);

        Reply first = eu.post("/v1/transfers/batch", batch).succeeds(200);
        JsonNode outcomes = first.json().at("/outcomes");
        assertThat(outcomes).hasSize(items.size());
        assertThat(outcomes.at("/0/from").asText()).isEqualTo(there);
        assertThat(outcomes.at("/1/from").asText()).isEqualTo(here);
        assertThat(outcomes.at("/2/reason").asText()).isEqualTo("MALFORMED");
        assertThat(outcomes.at("/3/reason").asText()).isEqualTo("ACCOUNTS_MUST_DIFFER");
        assertThat(outcomes.at("/4/reason").asText()).isEqualTo("NOT_FOUND");
        assertThat(outcomes.at("/5/from").asText()).isEqualTo(here);
        assertThat(outcomes.at("/6/reason").asText()).isEqualTo("MALFORMED");
        assertThat(us.post("/v1/transfers/batch", batch).body()).isEqualTo(first.body());
    }

    @Test
    void anAtomicBatchIsPaidByOneRegion() {
        String here = eu.internal("EUR");
        String there = us.internal("EUR");
        ArrayNode items = Client.JSON.createArrayNode();
        items.add(item(payment(there, us.customer("EUR"))));
        items.add(item(payment(there, us.customer("EUR"))));
        ObjectNode batch = Client.body("atomic", true);
        batch.set("transfers", items);
        Reply made = eu.post("/v1/transfers/batch", batch).succeeds(200);
        assertThat(made.body()).isEqualTo(us.post("/v1/transfers/batch", batch).body());

        items.add(item(payment(us.customer("EUR"), there)));
        Reply refused = eu.post("/v1/transfers/batch", batch);
        refused.refusesNone(422, "BATCH_REFUSED");
        assertThat(refused.at("/culprit/index")).isEqualTo("2");

        items.set(2, item(payment(here, eu.customer("EUR"))));
        for (Client client : List.of(eu, us)) {
            Reply mixed = client.post("/v1/transfers/batch", batch).refusesNone(400, "MALFORMED");
            assertThat(mixed.at("/errors/0/field")).isEqualTo("transfers");
        }
    }

    @Test
    void showsAllRegions() {
        Reply regions = eu.get("/v1/regions").succeeds(200);
        assertThat(regions.json().at("/items").findValuesAsText("id")).containsExactly("eu", "us");
        assertThat(regions.json().at("/unreached")).isEmpty();
        for (JsonNode region : regions.json().at("/items")) {
            assertThat(region.get("up").booleanValue()).isTrue();
            assertThat(region.at("/durability/fsync").asText()).isEqualTo("on");
            assertThat(region.get("journalPosition").isNumber()).isTrue();
        }
        assertThat(regions.json().at("/items/0/roundTripMs").doubleValue()).isZero();
        assertThat(regions.json().at("/items/1/roundTripMs").doubleValue())
                .isBetween(10.0, 1_000.0);
    }

    private static ObjectNode payment(String from, String to) {
        return Client.payment(from, to, "1.00", "EUR");
    }

    private static ObjectNode item(ObjectNode payment) {
        return payment.put("idempotencyKey", Client.key());
    }

    private static String paid(Reply reply) {
        return reply.succeeds(201).at("/id");
    }
}
