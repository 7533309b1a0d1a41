package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// P2: one key has one effect, and everybody who sends it gets the first answer.
@ExtendWith(SharedRegion.class)
final class IdempotencyIT {

    private static final int THREADS = 32;

    private final Client eu;
    private final Client other;
    private final Store store;

    IdempotencyIT(RunningRegion region) {
        eu = region.client(0);
        other = region.client(1);
        store = region.store();
    }

    @Test
    @DisplayName("P2: a repetition moves nothing and gets the first answer, however much later")
    void repeatsTheFirstAnswer() throws Exception {
        String alice = eu.funded("10.00", "EUR");
        String bob = eu.customer("EUR");
        ObjectNode payment =
                Client.payment(alice, bob, "4.00", "EUR")
                        .put("reference", "r")
                        .set("metadata", Client.body("b", "1", "a", "2"));
        String key = Client.key();
        Reply first = eu.transfer(key, payment).succeeds(201);
        eu.pay(alice, bob, "6.00", "EUR");
        eu.patch("/v1/accounts/" + alice, Client.body("state", "closed")).succeeds(200);
        Store.Movement before = store.movement();

        other.transfer(key, payment).repeats(first);
        eu.transfer(key, payment).repeats(first);
        assertThat(store.movement()).isEqualTo(before);
        assertThat(eu.balance(bob)).isEqualTo("10.00");
    }

    @Test
    @DisplayName("P2: what means the same is the same content")
    void takesTheSameMeaningForTheSame() {
        String bank = eu.internal("EUR");
        String alice = eu.customer("EUR");
        String key = Client.key();
        ObjectNode payment =
                Client.payment(bank, alice, "4.00", "EUR")
                        .set("metadata", Client.body("b", "1", "a", "2"));
        Reply first = eu.transfer(key, payment).succeeds(201);
        ObjectNode said = Client.body("metadata", Client.body("a", "2", "b", "1"));
        said.setAll(Client.payment(bank, alice, "4.00", "EUR"));
        said.putNull("reference").put("hold", false).put("holdFor", "PT1M");
        other.transfer(key, said).repeats(first);
    }

    @Test
    @DisplayName("P9: the same key for another transfer names what differs, and the first one")
    void refusesAKeyThatMadeSomethingElse() {
        String bank = eu.internal("EUR");
        String alice = eu.customer("EUR");
        String key = Client.key();
        ObjectNode payment = Client.payment(bank, alice, "4.00", "EUR");
        Reply first = eu.transfer(key, payment).succeeds(201);

        Reply one = other.transfer(key, payment.deepCopy().put("amount", "4.01"));
        one.refusesNone(422, "KEY_REUSED");
        assertThat(one.json().get("conflicts").toString()).isEqualTo("[\"amount\"]");
        assertThat(one.at("/transfer")).isEqualTo(first.at("/id"));
        assertThat(one.header("Location")).isEmpty();
        assertThat(one.replayed()).isFalse();
        ObjectNode all = Client.payment(alice, bank, "1", "JPY").put("reference", "r");
        Reply many = eu.transfer(key, all.set("metadata", Client.body("a", "b")));
        many.refusesNone(422, "KEY_REUSED");
        assertThat(many.json().get("conflicts").toString())
                .isEqualTo("[\"from\",\"to\",\"amount\",\"currency\",\"reference\",\"metadata\"]");
        eu.transfer(key, payment).repeats(first);
        assertThat(eu.balance(alice)).isEqualTo("4.00");
    }

    @Test
    @DisplayName("P2: a refused key stays refused for other content too")
    void refusesAKeyThatWasRefusedForSomethingElse() {
        String alice = eu.customer("EUR");
        String bank = eu.internal("EUR");
        String key = Client.key();
        Reply first =
                eu.transfer(key, Client.payment(alice, bank, "1.00", "EUR"))
                        .refusesForGood("INSUFFICIENT_FUNDS");
        Reply again = other.transfer(key, Client.payment(bank, alice, "1.00", "EUR"));
        again.refusesNone(422, "KEY_REUSED");
        assertThat(again.at("/transfer")).isEqualTo(first.at("/instance").substring(14));
        assertThat(eu.balance(alice)).isEqualTo("0.00");
    }

    @Test
    void keysDifferInCaseAndLength() {
        String bank = eu.internal("EUR");
        String alice = eu.customer("EUR");
        String key = Client.key();
        String longest = key + "x".repeat(255 - key.length());
        for (String each : List.of(key + "k", key + "K", key + "k.", longest)) {
            Reply paid = eu.transfer(each, Client.payment(bank, alice, "1.00", "EUR"));
            assertThat(paid.succeeds(201).replayed()).isFalse();
        }
        assertThat(eu.balance(alice)).isEqualTo("4.00");
        eu.transfer(longest + "x", Client.payment(bank, alice, "1.00", "EUR"))
                .refusesNone(400, "KEY_INVALID");
    }

    @Test
    @DisplayName("P2: one key from 32 threads over two nodes: one effect, identical bytes")
    void manyAtOnceHaveOneEffect() throws Exception {
        String bank = eu.internal("EUR");
        String alice = eu.customer("EUR");
        for (int round = 0; round < 5; round++) {
            String key = Client.key();
            ObjectNode payment = Client.payment(bank, alice, "1.00", "EUR");
            List<Reply> replies = atOnce(node -> () -> node.transfer(key, payment));
            assertThat(replies).extracting(Reply::status).containsOnly(201);
            assertThat(replies).extracting(Reply::body).containsOnly(replies.getFirst().body());
            assertThat(replies).filteredOn(reply -> !reply.replayed()).hasSize(1);
        }
        assertThat(eu.balance(alice)).isEqualTo("5.00");
        store.assertBooksHold();
    }

    @Test
    @DisplayName("P2: one key opens one account, also from 32 threads over two nodes")
    void manyAtOnceOpenOneAccount() throws Exception {
        String key = Client.key();
        ObjectNode account = Client.body("region", "eu", "currency", "EUR");
        long before = store.movement().accounts();
        List<Reply> replies = atOnce(node -> () -> node.open(key, account));
        assertThat(replies).extracting(Reply::status).containsOnly(201);
        assertThat(replies).extracting(Reply::body).containsOnly(replies.getFirst().body());
        assertThat(store.movement().accounts()).isEqualTo(before + 1);
    }

    @Test
    @DisplayName("P4: of many payments at once as many succeed as there is money for")
    void manyAtOnceDoNotOverdraw() throws Exception {
        String bank = eu.internal("EUR");
        String alice =
                eu.open(
                                Client.key(),
                                Client.body(
                                        "region",
                                        "eu",
                                        "currency",
                                        "EUR",
                                        "overdraftLimit",
                                        "3.00"))
                        .at("/id");
        eu.pay(bank, alice, "7.00", "EUR");
        List<Reply> replies =
                atOnce(node ->
                        () ->
                                node.transfer(
                                        Client.key(), Client.payment(alice, bank, "1.00", "EUR")));
        assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(10);
        assertThat(replies)
                .filteredOn(reply -> reply.status() != 201)
                .hasSize(THREADS - 10)
                .allSatisfy(reply -> reply.refusesForGood("INSUFFICIENT_FUNDS"));
        assertThat(eu.balance(alice)).isEqualTo("-3.00");
        assertThat(eu.get("/v1/accounts/" + alice).at("/available")).isEqualTo("0.00");
        store.assertBooksHold();
    }

    /// Does this 32 times at once, on both nodes.
    private List<Reply> atOnce(java.util.function.Function<Client, Callable<Reply>> request)
            throws Exception {
        List<Callable<Reply>> requests = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            requests.add(request.apply(i % 2 == 0 ? eu : other));
        }
        List<Reply> replies = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            for (Future<Reply> reply : threads.invokeAll(requests)) {
                replies.add(reply.get());
            }
        }
        return replies;
    }
}
