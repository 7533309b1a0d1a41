package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// Transfers that wait for a region that cannot be reached. After each test nothing waits, and the
/// books of both regions hold.
@ExtendWith(TwoRegions.class)
@Timeout(120)
final class QueueIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final RunningWorld world;
    private final Client eu;
    private final Client us;

    QueueIT(RunningWorld world) {
        this.world = world;
        this.eu = world.client("eu");
        this.us = world.client("us");
    }

    @AfterEach
    void everythingEnds() throws Exception {
        TwoRegions.assertAllEnds(world);
    }

    @Test
    @DisplayName("P2: a transfer waits for its region, arrives, and is told as it was first told")
    void waitsHeldAndArrivesWhenTheRegionIsBack() throws Exception {
        String alice = eu.funded("100.00", "EUR");
        String bob = us.customer("EUR");
        String key = Client.key();
        ObjectNode payment = queued(alice, bob, "30.00").put("reference", "rent");
        cut();

        Reply first = eu.transfer(key, payment).succeeds(202);

        assertThat(first.replayed()).isFalse();
        assertThat(first.header("Location")).hasValue("/v1/transfers/" + first.at("/id"));
        assertThat(first.at("/status")).isEqualTo("queued");
        assertThat(first.at("/path")).isEqualTo("crossing");
        assertThat(first.at("/fromAccount/balance")).isEqualTo("100.00");
        assertThat(first.at("/fromAccount/available")).isEqualTo("70.00");
        assertThat(first.json().get("postedAt").isNull()).isTrue();
        Reply account = eu.get("/v1/accounts/" + alice);
        assertThat(account.at("/balance")).isEqualTo("100.00");
        assertThat(account.at("/held")).isEqualTo("30.00");
        assertThat(account.at("/available")).isEqualTo("70.00");
        assertThat(account.at("/version")).isEqualTo(first.at("/fromAccount/version"));
        assertThat(transfer(eu, first)).isEqualTo(first.json());
        eu.transfer(key, payment).repeats(first);
        eu.transfer(key, payment.deepCopy().put("whenUnavailable", "refuse")).repeats(first);
        eu.transfer(key, payment.deepCopy().put("amount", "31.00")).refusesNone(422, "KEY_REUSED");
        eu.transfer(Client.key(), Client.payment(alice, eu.internal("EUR"), "70.01", "EUR"))
                .refusesForGood("INSUFFICIENT_FUNDS");
        assertThat(ids("?status=queued")).contains(first.at("/id"));
        assertThat(ids("?account=" + alice + "&status=queued")).containsExactly(first.at("/id"));
        Eventually.within(SOON, () -> shows(1));
        assertThat(eu.get("/v1/regions").at("/items/0/queued")).isEqualTo("1");

        heal();
        Eventually.within(
                SOON, () -> assertThat(transfer(eu, first).get("settledAt").isNull()).isFalse());
        JsonNode posted = transfer(us, first);
        assertThat(posted.get("status").asText()).isEqualTo("posted");
        assertThat(posted.get("createdAt")).isEqualTo(first.json().get("createdAt"));
        assertThat(posted.get("postedAt").asText()).isGreaterThan(first.at("/createdAt"));
        assertThat(posted.at("/fromAccount/balance").asText()).isEqualTo("70.00");
        assertThat(eu.balance(alice)).isEqualTo("70.00");
        assertThat(us.balance(bob)).isEqualTo("30.00");
        assertThat(eu.get("/v1/accounts/" + alice).at("/held")).isEqualTo("0.00");
        assertThat(eu.get("/v1/accounts/" + alice + "/postings?order=desc").at("/items/0/transfer"))
                .isEqualTo(first.at("/id"));
        for (Client client : List.of(eu, us)) {
            client.transfer(key, payment).repeats(first);
        }
        assertThat(ids("?account=" + alice).getFirst()).isEqualTo(first.at("/id"));
        assertThat(ids("?account=" + alice + "&status=queued")).isEmpty();
        assertThat(ids("?account=" + alice + "&status=posted")).contains(first.at("/id"));
        Eventually.within(SOON, () -> shows(0));
    }

    @Test
    void waitsAlsoWhenTheRegionFallsSilentAtTheMoment() throws Exception {
        String alice = eu.funded("1.00", "EUR");
        String bob = us.customer("EUR");
        String key = Client.key();
        world.cutOneWay("us", "eu");

        Reply first = eu.transfer(key, queued(alice, bob, "1.00")).succeeds(202);

        heal();
        eventuallyIs(first, "posted");
        eu.transfer(key, queued(alice, bob, "1.00")).repeats(first);
        Eventually.within(SOON, () -> assertThat(us.balance(bob)).isEqualTo("1.00"));
    }

    @Test
    void isDecidedAtOnceWhereNothingNeedsToWait() throws Exception {
        String alice = eu.funded("3.00", "EUR");
        String bob = us.customer("EUR");
        assertThat(
                        eu.transfer(Client.key(), queued(alice, bob, "1.00"))
                                .succeeds(201)
                                .at("/status"))
                .isEqualTo("posted");
        cut();
        eu.transfer(Client.key(), queued(alice, eu.customer("EUR"), "1.00")).succeeds(201);
        Reply poor = eu.transfer(Client.key(), queued(alice, bob, "1.01"));
        poor.refusesForGood("INSUFFICIENT_FUNDS");
        eu.transfer(Client.key(), queued("eu-0", bob, "1.00")).refusesForGood("FROM_NOT_FOUND");
        Store.Movement before = world.region("eu").store().movement();
        eu.transfer(Client.key(), Client.payment(alice, bob, "1.00", "EUR"))
                .refusesNone(503, "REGION_UNAVAILABLE");
        assertThat(world.region("eu").store().movement()).isEqualTo(before);
    }

    @Test
    void whatSpeaksAgainstItLaterReleasesIt() throws Exception {
        String frozen = eu.funded("5.00", "EUR");
        String alice = eu.funded("5.00", "EUR");
        String poor = eu.customer("EUR");
        eu.patch("/v1/accounts/" + poor, Client.body("overdraftLimit", "5.00"), "If-Match", "\"0\"")
                .succeeds(200);
        String closed = us.customer("EUR");
        String bob = us.customer("EUR");
        us.patch("/v1/accounts/" + closed, Client.body("state", "closed")).succeeds(200);
        cut();
        Reply first = eu.transfer(Client.key(), queued(frozen, bob, "5.00")).succeeds(202);
        Reply second = eu.transfer(Client.key(), queued(alice, closed, "5.00")).succeeds(202);
        Reply third = eu.transfer(Client.key(), queued(poor, bob, "5.00")).succeeds(202);
        state(poor, "closed").refusesNone(409, "ACCOUNT_HAS_HOLDS");
        state(frozen, "closed").refusesNone(409, "ACCOUNT_NOT_EMPTY");
        state(frozen, "frozen").succeeds(200);

        heal();
        eventuallyIs(first, "refused");
        eventuallyIs(second, "refused");
        eventuallyIs(third, "posted");
        assertThat(transfer(eu, first).get("reason").asText()).isEqualTo("FROM_FROZEN");
        assertThat(transfer(us, second).get("reason").asText()).isEqualTo("TO_CLOSED");
        for (String account : List.of(frozen, alice)) {
            assertThat(eu.get("/v1/accounts/" + account).at("/available")).isEqualTo("5.00");
        }
        assertThat(ids("?account=" + frozen + "&status=refused")).containsExactly(first.at("/id"));
        assertThat(eu.balance(poor)).isEqualTo("-5.00");
    }

    @Test
    void aBatchWaitsTransferByTransferAndAnAtomicOneNotAtAll() throws Exception {
        String alice = eu.funded("10.00", "EUR");
        String bob = us.customer("EUR");
        ObjectNode batch = Client.body("atomic", false);
        ArrayNode items = batch.putArray("transfers");
        items.add(item(queued(alice, bob, "1.00")));
        items.add(item(Client.payment(alice, bob, "1.00", "EUR")));
        items.add(item(queued(alice, eu.customer("EUR"), "1.00")));
        items.add(item(queued(alice, bob, "9.01")));
        ObjectNode atomic = batch.deepCopy().put("atomic", true);
        cut();

        Reply malformed = eu.post("/v1/transfers/batch", atomic);
        malformed.refusesNone(400, "MALFORMED");
        assertThat(malformed.at("/errors/0/field")).isEqualTo("transfers[0].whenUnavailable");
        Reply first = eu.post("/v1/transfers/batch", batch).succeeds(200);
        assertThat(first.at("/outcomes/0/status")).isEqualTo("queued");
        assertThat(first.at("/outcomes/1/reason")).isEqualTo("REGION_UNAVAILABLE");
        assertThat(first.at("/outcomes/2/status")).isEqualTo("posted");
        assertThat(first.at("/outcomes/3/reason")).isEqualTo("INSUFFICIENT_FUNDS");
        ObjectNode again = Client.body("atomic", true);
        ObjectNode waiting = ((ObjectNode) items.get(0)).deepCopy();
        waiting.remove("whenUnavailable");
        again.putArray("transfers").add(waiting);
        Reply refused = eu.post("/v1/transfers/batch", again);
        refused.refusesNone(422, "BATCH_REFUSED");
        assertThat(refused.at("/culprit/reason")).isEqualTo("KEY_REUSED");

        heal();
        Eventually.within(SOON, () -> assertThat(us.balance(bob)).isEqualTo("1.00"));
        ObjectNode one = Client.body("atomic", false);
        one.putArray("transfers").add(items.get(0));
        assertThat(eu.post("/v1/transfers/batch", one).json().at("/outcomes/0"))
                .isEqualTo(first.json().at("/outcomes/0"));
    }

    private void cut() throws Exception {
        world.cut("eu", "us");
        Eventually.within(
                SOON, () -> assertThat(eu.get("/v1/regions").at("/items/1/up")).isEqualTo("false"));
    }

    private void heal() {
        world.heal("eu", "us");
        TwoRegions.awaitUp(world);
    }

    private void eventuallyIs(Reply first, String status) throws Exception {
        Eventually.within(
                SOON,
                () -> assertThat(transfer(eu, first).get("status").asText()).isEqualTo(status));
    }

    private void shows(int count) {
        Meter meter = new Meter(eu);
        assertThat(meter.value("nostro_transfers_queued{region=\"us\"}")).isEqualTo(count);
        assertThat(meter.value("nostro_transfers_queued_age_seconds{region=\"us\"}") > 0)
                .isEqualTo(count > 0);
    }

    private Reply state(String account, String state) {
        return eu.patch("/v1/accounts/" + account, Client.body("state", state));
    }

    private List<String> ids(String query) {
        JsonNode items = eu.get("/v1/transfers" + query).succeeds(200).json().path("items");
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> item.path("id").asText())
                .toList();
    }

    private static JsonNode transfer(Client client, Reply first) {
        return client.get("/v1/transfers/" + first.at("/id")).succeeds(200).json();
    }

    private static ObjectNode queued(String from, String to, String amount) {
        return Client.payment(from, to, amount, "EUR").put("whenUnavailable", "queue");
    }

    private static ObjectNode item(ObjectNode payment) {
        return payment.put("idempotencyKey", Client.key());
    }
}
