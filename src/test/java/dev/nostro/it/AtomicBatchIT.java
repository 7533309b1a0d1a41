package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// `POST /v1/transfers/batch` with `"atomic":true`: all transfers or none.
@ExtendWith(SharedRegion.class)
final class AtomicBatchIT {

    private static final String PATH = "/v1/transfers/batch";

    private final Client eu;
    private final Client other;
    private final Store store;

    private String bank = "";
    private String alice = "";
    private String bob = "";

    AtomicBatchIT(RunningRegion region) {
        eu = region.client(0);
        other = region.client(1);
        store = region.store();
    }

    @BeforeEach
    void openAccounts() {
        bank = eu.internal("EUR");
        alice = eu.customer("EUR");
        bob = eu.customer("EUR");
    }

    @Test
    void makesAllInOrder() throws Exception {
        // Bob has nothing before the first one: each sees what those before it did.
        Reply reply = atomic(eu, item(bank, bob, "5.00"), item(bob, alice, "5.00")).succeeds(200);
        JsonNode outcomes = reply.json().get("outcomes");
        assertThat(outcomes.findValuesAsText("status")).containsExactly("posted", "posted");
        assertThat(outcomes.get(0).get("postedAt")).isEqualTo(outcomes.get(1).get("postedAt"));
        for (JsonNode outcome : outcomes) {
            Reply found = other.get("/v1/transfers/" + outcome.get("id").asText());
            assertThat(found.body()).isEqualTo(outcome.toString());
        }
        assertThat(eu.balance(alice)).isEqualTo("5.00");
        store.assertBooksHold();
    }

    @Test
    @DisplayName("P9: one that is refused is named, nothing moves, and every key stays free")
    void namesTheCulpritAndDoesNothing() throws Exception {
        List<ObjectNode> items =
                List.of(
                        item(bank, alice, "5.00"),
                        item(alice, bob, "5.01"),
                        item(bank, "eu-0", "1.00"));
        Store.Movement before = store.movement();

        Reply refused = atomic(eu, items.toArray(ObjectNode[]::new));

        refused.refusesNone(422, "BATCH_REFUSED");
        assertThat(refused.at("/instance")).isEqualTo(PATH);
        assertThat(refused.json().get("culprit").toString())
                .isEqualTo(
                        """
                        {"index":1,"idempotencyKey":"%s","reason":"INSUFFICIENT_FUNDS",\
                        "detail":"%s"}\
                        """
                                .formatted(
                                        items.get(1).get("idempotencyKey").asText(),
                                        refused.at("/culprit/detail")));
        assertThat(store.movement()).isEqualTo(before);
        for (ObjectNode item : items) {
            String key = item.get("idempotencyKey").asText();
            assertThat(eu.get("/v1/transfers?idempotencyKey=" + key).json().get("items")).isEmpty();
        }
        String culprit = items.get(1).get("idempotencyKey").asText();
        eu.transfer(culprit, Client.payment(bank, bob, "1.00", "EUR")).succeeds(201);
    }

    @Test
    void refusesForWhatRecordsNothingToo() throws Exception {
        ObjectNode good = item(bank, alice, "1.00");
        Store.Movement before = store.movement();
        assertCulprit(1, "ACCOUNTS_MUST_DIFFER", good, item(bank, bank, "1.00"));
        assertCulprit(1, "AMOUNT_MUST_BE_POSITIVE", good, item(bank, alice, "0.00"));
        assertCulprit(0, "FROM_NOT_FOUND", item("eu-0", alice, "1.00"), good);
        assertCulprit(1, "TO_NOT_FOUND", good, item(bank, "zz-1", "1.00"));
        assertCulprit(1, "KEY_REUSED", good, good.deepCopy().put("amount", "2.00"));
        assertThat(store.movement()).isEqualTo(before);
    }

    @Test
    void whatCannotBeReadIsNamedByItsPlace() throws Exception {
        Store.Movement before = store.movement();
        ObjectNode good = item(bank, alice, "1.00");
        Reply malformed = atomic(eu, good, item(bank, alice, "1.005"));
        malformed.refusesNone(400, "MALFORMED");
        assertThat(malformed.at("/errors/0/field")).isEqualTo("transfers[1].amount");
        ObjectNode keyless = item(bank, alice, "1.00");
        keyless.remove("idempotencyKey");
        atomic(eu, good, keyless).refusesNone(400, "KEY_MISSING");
        atomic(eu, good, item(bank, alice, "1.00").put("idempotencyKey", "ü"))
                .refusesNone(400, "KEY_INVALID");
        atomic(eu, good, item("zz-1", alice, "1.00")).refusesNone(404, "NOT_FOUND");
        assertThat(store.movement()).isEqualTo(before);
    }

    @Test
    @DisplayName("P2: an atomic batch sent again gets the same bytes and moves nothing")
    void repeatsABatch() throws Exception {
        ObjectNode[] items = {item(bank, alice, "5.00"), item(alice, bob, "5.00")};
        Reply first = atomic(eu, items).succeeds(200);
        Store.Movement before = store.movement();
        assertThat(atomic(other, items).succeeds(200).body()).isEqualTo(first.body());
        assertThat(store.movement()).isEqualTo(before);
    }

    @Test
    @DisplayName("P2: what was posted under a key before counts as made; what was refused does not")
    void takesUpKeysThatHaveAnOutcome() {
        ObjectNode posted = item(bank, alice, "5.00");
        Reply single =
                eu.transfer(
                        posted.get("idempotencyKey").asText(),
                        Client.payment(bank, alice, "5.00", "EUR"));
        Reply batch = atomic(other, posted, item(alice, bob, "5.00")).succeeds(200);
        assertThat(batch.json().get("outcomes").get(0).toString()).isEqualTo(single.body());
        assertThat(eu.balance(alice)).isEqualTo("0.00");

        ObjectNode refused = item(alice, bob, "1.00");
        eu.transfer(
                        refused.get("idempotencyKey").asText(),
                        Client.payment(alice, bob, "1.00", "EUR"))
                .refusesForGood("INSUFFICIENT_FUNDS");
        eu.pay(bank, alice, "1.00", "EUR");
        assertCulprit(1, "INSUFFICIENT_FUNDS", item(bank, alice, "1.00"), refused);
        assertThat(eu.balance(alice)).isEqualTo("1.00");
    }

    @Test
    void twoOfOneKeyAreOne() {
        ObjectNode item = item(bank, alice, "1.00");
        Reply batch = atomic(eu, item, item).succeeds(200);
        assertThat(batch.json().get("outcomes").get(1))
                .isEqualTo(batch.json().get("outcomes").get(0));
        assertThat(eu.balance(alice)).isEqualTo("1.00");
    }

    @Test
    @DisplayName("P4: racing atomic batches over one balance: whole ones succeed, as many as fit")
    void racingBatchesAreWholeOrNothing() throws Exception {
        eu.pay(bank, alice, "10.00", "EUR");
        List<Reply> replies =
                IntStream.range(0, 12)
                        .parallel()
                        .mapToObj(n ->
                                atomic(
                                        n % 2 == 0 ? eu : other,
                                        item(alice, bob, "2.00"),
                                        item(alice, bank, "1.00")))
                        .toList();
        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(3);
        assertThat(replies).filteredOn(reply -> reply.status() == 422).hasSize(9);
        assertThat(eu.balance(alice)).isEqualTo("1.00");
        assertThat(eu.balance(bob)).isEqualTo("6.00");
        store.assertBooksHold();
    }

    @Test
    void makesAThousandOrNone() {
        List<ObjectNode> items = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            items.add(item(bank, alice, "0.01"));
        }
        Reply reply = atomic(eu, items.toArray(ObjectNode[]::new)).succeeds(200);
        assertThat(reply.json().get("outcomes")).hasSize(1000);
        items.replaceAll(item -> item.put("idempotencyKey", Client.key()));
        items.set(999, item(bob, alice, "0.01"));
        assertCulprit(999, "INSUFFICIENT_FUNDS", items.toArray(ObjectNode[]::new));
        assertThat(eu.balance(alice)).isEqualTo("10.00");
    }

    private void assertCulprit(int index, String reason, ObjectNode... items) {
        Reply refused = atomic(eu, items).refusesNone(422, "BATCH_REFUSED");
        assertThat(refused.at("/culprit/index")).isEqualTo(String.valueOf(index));
        assertThat(refused.at("/culprit/reason")).isEqualTo(reason);
        assertThat(refused.at("/culprit/idempotencyKey"))
                .isEqualTo(items[index].get("idempotencyKey").asText());
    }

    private static Reply atomic(Client node, ObjectNode... items) {
        return node.post(PATH, Client.body("atomic", true, "transfers", Stream.of(items).toList()));
    }

    private static ObjectNode item(String from, String to, String amount) {
        return Client.payment(from, to, amount, "EUR").put("idempotencyKey", Client.key());
    }
}
