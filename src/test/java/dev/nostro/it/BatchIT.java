package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `POST /v1/transfers/batch`, each transfer for itself.
@ExtendWith(SharedRegion.class)
final class BatchIT {

    private static final String PATH = "/v1/transfers/batch";

    private final Client eu;
    private final Client other;
    private final Store store;

    private String bank = "";
    private String alice = "";

    BatchIT(RunningRegion region) {
        eu = region.client(0);
        other = region.client(1);
        store = region.store();
    }

    @BeforeEach
    void openAccounts() {
        bank = eu.internal("EUR");
        alice = eu.customer("EUR");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 1000})
    void makesUpToAThousandTransfers(int size) throws Exception {
        ArrayNode transfers = Client.JSON.createArrayNode();
        for (int i = 0; i < size; i++) {
            transfers.add(item(bank, alice, "0.01"));
        }
        Reply reply = eu.post(PATH, Client.body("transfers", transfers)).succeeds(200);
        assertThat(reply.json().fieldNames()).toIterable().containsExactly("outcomes");
        JsonNode outcomes = reply.json().get("outcomes");
        assertThat(outcomes)
                .hasSize(size)
                .allSatisfy(o -> assertThat(o.get("status").asText()).isEqualTo("posted"));
        long cents = new java.math.BigDecimal(eu.balance(alice)).unscaledValue().longValue();
        assertThat(cents).isEqualTo(size);
        for (int i : new int[] {0, size / 2, size - 1}) {
            String key = transfers.get(i).get("idempotencyKey").asText();
            assertThat(other.get("/v1/transfers?idempotencyKey=" + key).json().get("items").get(0))
                    .isEqualTo(outcomes.get(i));
        }
        store.assertBooksHold();
    }

    @Test
    void refusesNoneAndMoreThanAThousand() throws Exception {
        Store.Movement before = store.movement();
        ArrayNode tooMany = Client.JSON.createArrayNode();
        for (int i = 0; i < 1001; i++) {
            tooMany.add(item(bank, alice, "0.01"));
        }
        for (boolean atomic : new boolean[] {false, true}) {
            for (ArrayNode transfers : List.of(tooMany, Client.JSON.createArrayNode())) {
                eu.post(PATH, Client.body("atomic", atomic, "transfers", transfers))
                        .refusesNone(400, "MALFORMED");
            }
        }
        assertThat(store.movement()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "null",
                "{\"transfers\":null}",
                "{\"transfers\":{}}",
                "{\"transfers\":\"x\"}",
                "{\"transfers\":[],\"all\":true}",
                "{\"atomic\":\"yes\",\"transfers\":[{}]}",
                "{\"atomic\":1,\"transfers\":[{}]}",
                "{\"transfers\":[{\"amount\":\"1\",\"amount\":\"2\"}]}",
                "{\"transfers\":[{}]"
            })
    void refusesABatchThatCannotBeRead(String body) {
        eu.post(PATH, body).refusesNone(400, "MALFORMED");
    }

    @Test
    @DisplayName("P9: each transfer has the outcome, and the body, that it would have alone")
    void tellsEachOutcomeAsItWouldBeToldAlone() throws Exception {
        ObjectNode unreadable = item(bank, alice, "1e3").put("colour", "red");
        List<JsonNode> items =
                List.of(
                        item(bank, alice, "2.00"),
                        item(alice, bank, "5.00"),
                        item(bank, alice, "1e3"),
                        unreadable,
                        Client.JSON.nullNode(),
                        Client.JSON.valueToTree("x"),
                        keyless(item(bank, alice, "1.00")),
                        item(bank, alice, "1.00").put("idempotencyKey", ""),
                        item(bank, alice, "1.00").put("idempotencyKey", "a\tb"),
                        item(bank, alice, "1.00").put("idempotencyKey", "x".repeat(256)),
                        item("zz-1", alice, "1.00"),
                        item(bank, bank, "1.00"),
                        item(bank, alice, "0.00"),
                        item(bank, alice, "0.50"));

        Reply batch = eu.post(PATH, Client.body("transfers", items)).succeeds(200);

        JsonNode outcomes = batch.json().get("outcomes");
        assertThat(outcomes.findValuesAsText("reason"))
                .containsExactly(
                        "null",
                        "INSUFFICIENT_FUNDS",
                        "MALFORMED",
                        "MALFORMED",
                        "MALFORMED",
                        "MALFORMED",
                        "KEY_MISSING",
                        "KEY_INVALID",
                        "KEY_INVALID",
                        "KEY_INVALID",
                        "NOT_FOUND",
                        "ACCOUNTS_MUST_DIFFER",
                        "AMOUNT_MUST_BE_POSITIVE",
                        "null");
        for (int i = 0; i < items.size(); i++) {
            assertThat(outcomes.get(i).toString()).isEqualTo(alone(items.get(i)));
        }
        assertThat(eu.balance(alice)).isEqualTo("2.50");
        store.assertBooksHold();
    }

    @Test
    @DisplayName("P2: the second of one key in a batch gets the first one's answer")
    void twoOfOneKeyAreOne() {
        ObjectNode item = item(bank, alice, "1.00");
        Reply batch =
                eu.post(PATH, Client.body("transfers", List.of(item, item, item))).succeeds(200);
        JsonNode outcomes = batch.json().get("outcomes");
        assertThat(outcomes.get(1)).isEqualTo(outcomes.get(0));
        assertThat(outcomes.get(2)).isEqualTo(outcomes.get(0));
        ObjectNode changed = item.deepCopy().put("amount", "9.00");
        JsonNode reused =
                other.post(PATH, Client.body("transfers", List.of(changed)))
                        .json()
                        .at("/outcomes/0");
        assertThat(reused.get("reason").asText()).isEqualTo("KEY_REUSED");
        assertThat(reused.get("conflicts").toString()).isEqualTo("[\"amount\"]");
        assertThat(reused.get("transfer")).isEqualTo(outcomes.get(0).get("id"));
        assertThat(eu.balance(alice)).isEqualTo("1.00");
    }

    @Test
    @DisplayName("P2: a batch sent again gets the same bytes, from any node, and moves nothing")
    void repeatsABatch() throws Exception {
        ObjectNode batch =
                Client.body(
                        "transfers",
                        List.of(
                                item(bank, alice, "1.00"),
                                item(alice, bank, "7.00"),
                                item(bank, "eu-0", "1.00")));
        Reply first = eu.post(PATH, batch).succeeds(200);
        Store.Movement before = store.movement();
        assertThat(other.post(PATH, batch).succeeds(200).body()).isEqualTo(first.body());
        assertThat(store.movement()).isEqualTo(before);
    }

    @Test
    @DisplayName("P2: batches and single transfers share their keys")
    void aSingleTransferIsRepeatedInABatchAndTheOtherWayRound() {
        ObjectNode item = item(bank, alice, "1.00");
        String key = item.get("idempotencyKey").asText();
        Reply single = eu.transfer(key, Client.payment(bank, alice, "1.00", "EUR"));
        Reply batch = other.post(PATH, Client.body("transfers", List.of(item)));
        assertThat(batch.body()).isEqualTo("{\"outcomes\":[" + single.body() + "]}");
        assertThat(eu.balance(alice)).isEqualTo("1.00");
    }

    private ObjectNode item(String from, String to, String amount) {
        return Client.payment(from, to, amount, "EUR").put("idempotencyKey", Client.key());
    }

    private static ObjectNode keyless(ObjectNode item) {
        item.remove("idempotencyKey");
        return item;
    }

    /// What this item of a batch is told when it comes alone. A posted or refused one has had its
    /// outcome, and repeats it.
    private String alone(JsonNode item) {
        if (!item.isObject()) {
            return eu.post("/v1/transfers", item, "Idempotency-Key", Client.key()).body();
        }
        ObjectNode payment = item.deepCopy();
        JsonNode key = payment.remove("idempotencyKey");
        if (key == null) {
            return eu.post("/v1/transfers", payment).body();
        }
        return eu.transfer(key.asText(), payment).body();
    }
}
