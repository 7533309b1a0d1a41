package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// Money between regions as clients see it, and what is written for it. After each test nothing is
/// in doubt or in flight, and the books of both regions hold.
@ExtendWith(TwoRegions.class)
@Timeout(120)
final class CrossingIT {

    private static final Duration ONE_WAY = Duration.ofMillis(40);

    /// Time enough to do something to a crossing while one of its messages travels.
    private static final Duration FAR = Duration.ofMillis(400);

    private static final Duration SOON = Duration.ofSeconds(20);

    /// What a refusal without any waiting takes at most, on a machine that is busy.
    private static final Duration AT_ONCE = Duration.ofMillis(700);

    private static final String CLOSED = "closed";
    private static final String PROMISES = "select count(*) from promise where account = ?";

    private final RunningWorld world;
    private final Client eu;
    private final Client us;

    CrossingIT(RunningWorld world) {
        this.world = world;
        this.eu = world.client("eu");
        this.us = world.client("us");
    }

    @BeforeEach
    void farApart() {
        world.delay("eu", "us", ONE_WAY);
    }

    @AfterEach
    void everythingEnds() throws Exception {
        TwoRegions.assertAllEnds(world);
    }

    @Test
    void isPostedAfterOneRoundTripAndSettledAfterwards() throws Exception {
        String alice = eu.funded("100.00", "EUR");
        String bob = us.customer("EUR");
        ObjectNode payment = Client.payment(alice, bob, "12.50", "EUR").put("reference", "№ 42");
        payment.putObject("metadata").put("k", "v");
        long begun = System.nanoTime();
        Reply posted = eu.transfer(Client.key(), payment).succeeds(201);
        assertThat(System.nanoTime() - begun).isGreaterThan(2 * ONE_WAY.toNanos());

        assertThat(posted.at("/id")).startsWith("eu-");
        assertThat(posted.header("Location")).hasValue("/v1/transfers/" + posted.at("/id"));
        assertThat(posted.at("/status")).isEqualTo("posted");
        assertThat(posted.at("/path")).isEqualTo("crossing");
        assertThat(posted.at("/from")).isEqualTo(alice);
        assertThat(posted.at("/to")).isEqualTo(bob);
        assertThat(posted.at("/amount")).isEqualTo("12.50");
        assertThat(posted.at("/reference")).isEqualTo("№ 42");
        assertThat(posted.at("/metadata/k")).isEqualTo("v");
        assertThat(posted.at("/fromAccount/balance")).isEqualTo("87.50");
        assertThat(posted.json().get("settledAt").isNull()).isTrue();

        String path = "/v1/transfers/" + posted.at("/id");
        for (Client client : List.of(eu, us)) {
            Eventually.within(
                    SOON,
                    () ->
                            assertThat(client.get(path).at("/settledAt"))
                                    .isGreaterThan(posted.at("/postedAt")));
        }
        ObjectNode later = (ObjectNode) eu.get(path).succeeds(200).json();
        assertThat(later.putNull("settledAt")).isEqualTo(posted.json());
        assertThat(us.balance(bob)).isEqualTo("12.50");
        assertThat(eu.balance(alice)).isEqualTo("87.50");
    }

    @Test
    void theReceivingSideNamesTheTransferByTheRegionThatDecidedIt() throws Exception {
        String bank = eu.internal("EUR");
        String bob = us.customer("EUR");
        Reply posted = eu.pay(bank, bob, "3.00", "EUR");
        arrived(bob, "3.00");
        String span = "?from=2026-01-01T00:00:00Z&to=" + us.get("/v1/accounts/" + bob).at("/asOf");
        for (Client client : List.of(us, eu)) {
            JsonNode posting =
                    client.get("/v1/accounts/" + bob + "/postings").json().at("/items/0");
            assertThat(posting.get("transfer").asText()).isEqualTo(posted.at("/id"));
            assertThat(posting.get("counterparty").asText()).isEqualTo(bank);
            assertThat(posting.get("amount").asText()).isEqualTo("3.00");
            Reply statement = client.get("/v1/accounts/" + bob + "/statement" + span);
            assertThat(statement.at("/postings/0/transfer")).isEqualTo(posted.at("/id"));
            assertThat(statement.at("/closingBalance")).isEqualTo("3.00");
        }
        JsonNode paid = eu.get("/v1/accounts/" + bank + "/postings").json().at("/items/0");
        assertThat(paid.get("transfer").asText()).isEqualTo(posted.at("/id"));
        assertThat(paid.get("counterparty").asText()).isEqualTo(bob);
        assertThat(paid.get("amount").asText()).isEqualTo("-3.00");
    }

    @Test
    @DisplayName("P9: both sides refuse by name, the paying side first")
    void bothSidesRefuseByName() {
        String alice = eu.funded("1.00", "EUR");
        String bob = us.customer("EUR");
        String dollars = us.customer("USD");
        String closed = us.customer("EUR");
        close(us, closed).succeeds(200);
        String frozen = eu.funded("1.00", "EUR");
        eu.patch("/v1/accounts/" + frozen, Client.body("state", "frozen")).succeeds(200);
        String gone = eu.customer("EUR");
        close(eu, gone).succeeds(200);

        refused(alice, "us-0", "1.00", "TO_NOT_FOUND");
        refused(alice, "zz-1", "1.00", "TO_NOT_FOUND");
        refused(alice, dollars, "1.00", "TO_CURRENCY_MISMATCH");
        refused(alice, closed, "1.00", "TO_CLOSED");
        refused("eu-0", bob, "1.00", "FROM_NOT_FOUND");
        refused(gone, bob, "1.00", "FROM_CLOSED");
        refused(frozen, bob, "1.00", "FROM_FROZEN");
        refused(alice, bob, "1.01", "INSUFFICIENT_FUNDS");
        for (String to : List.of("us-0", dollars, closed)) {
            refused(alice, to, "1.01", "INSUFFICIENT_FUNDS");
            refused(frozen, to, "1.00", "FROM_FROZEN");
        }
        assertThat(eu.balance(alice)).isEqualTo("1.00");
        assertThat(us.balance(bob)).isEqualTo("0.00");
    }

    private void refused(String from, String to, String amount, String reason) {
        String key = Client.key();
        ObjectNode payment = Client.payment(from, to, amount, "EUR");
        Reply refused = eu.transfer(key, payment);
        refused.refusesForGood(reason);
        us.transfer(key, payment).repeats(refused);
        Reply transfer = us.get(refused.at("/instance")).succeeds(200);
        assertThat(transfer.at("/status")).isEqualTo("refused");
        assertThat(transfer.at("/reason")).isEqualTo(reason);
    }

    @Test
    @DisplayName("P2: of one crossing, exactly what both sides accept is paid and credited")
    void exactlyTheAcceptedAreCredited() throws Exception {
        int each = 30;
        int affordable = 7;
        String bank = eu.internal("EUR");
        String poor = eu.funded(affordable + ".00", "EUR");
        String bob = us.customer("EUR");
        String carol = us.customer("EUR");
        ArrayNode items = Client.JSON.createArrayNode();
        for (int n = 0; n < each; n++) {
            items.add(item(bank, bob, "1.00"));
            items.add(item(poor, carol, "1.00"));
            items.add(item(bank, "us-0", "1.00"));
        }
        ObjectNode batch = Client.JSON.createObjectNode().set("transfers", items);
        long crossings = world.region("eu").store().number("select count(*) from decision");
        Reply first = eu.post("/v1/transfers/batch", batch).succeeds(200);
        List<String> told = new ArrayList<>();
        for (JsonNode outcome : first.json().at("/outcomes")) {
            told.add(outcome.hasNonNull("reason") ? outcome.get("reason").asText() : "posted");
        }
        assertThat(IntStream.range(0, each).mapToObj(n -> told.get(3 * n))).containsOnly("posted");
        assertThat(IntStream.range(0, each).mapToObj(n -> told.get(3 * n + 1)))
                .filteredOn("INSUFFICIENT_FUNDS"::equals)
                .hasSize(each - affordable);
        assertThat(IntStream.range(0, each).mapToObj(n -> told.get(3 * n + 2)))
                .containsOnly("TO_NOT_FOUND");
        arrived(bob, each + ".00");
        arrived(carol, affordable + ".00");
        assertThat(eu.balance(poor)).isEqualTo("0.00");
        assertThat(world.region("eu").store().number("select count(*) from decision") - crossings)
                .as("crossings")
                .isLessThan(3L * each);
        assertThat(us.post("/v1/transfers/batch", batch).body()).isEqualTo(first.body());
    }

    @Test
    void anAtomicBatchOverTwoRegionsHappensWhollyOrNotAtAll() throws Exception {
        String alice = eu.funded("10.00", "EUR");
        String here = eu.customer("EUR");
        String there = us.customer("EUR");
        ArrayNode items = Client.JSON.createArrayNode();
        items.add(item(alice, here, "1.00")).add(item(alice, there, "2.00"));
        items.add(item(alice, "us-0", "3.00"));
        ObjectNode batch = Client.body("atomic", true);
        batch.set("transfers", items);

        Store.Movement before = world.region("eu").store().movement();
        Reply refused = eu.post("/v1/transfers/batch", batch);
        refused.refusesNone(422, "BATCH_REFUSED");
        assertThat(refused.at("/culprit/index")).isEqualTo("2");
        assertThat(refused.at("/culprit/reason")).isEqualTo("TO_NOT_FOUND");
        assertThat(world.region("eu").store().movement()).isEqualTo(before);

        ((ObjectNode) items.get(2)).put("to", there).put("amount", "7.01");
        assertThat(eu.post("/v1/transfers/batch", batch).at("/culprit/reason"))
                .isEqualTo("INSUFFICIENT_FUNDS");
        ((ObjectNode) items.get(2)).put("amount", "7.00");
        Reply made = us.post("/v1/transfers/batch", batch).succeeds(200);
        assertThat(made.json().at("/outcomes").findValuesAsText("path"))
                .containsExactly("local", "crossing", "crossing");
        assertThat(eu.balance(alice)).isEqualTo("0.00");
        assertThat(eu.balance(here)).isEqualTo("1.00");
        arrived(there, "9.00");
        assertThat(eu.post("/v1/transfers/batch", batch).body()).isEqualTo(made.body());
    }

    @Test
    @DisplayName("P2: so is an atomic batch; one that is new leaves its keys free")
    void aRegionThatIsCutOffCostsNoFirstAnswerToABatch() throws Exception {
        String alice = eu.funded("10.00", "EUR");
        String bob = us.customer("EUR");
        ObjectNode batch = Client.body("atomic", true);
        ArrayNode items = batch.putArray("transfers");
        items.add(item(alice, eu.customer("EUR"), "1.00")).add(item(alice, bob, "2.00"));
        Reply made = eu.post("/v1/transfers/batch", batch).succeeds(200);
        arrived(bob, "2.00");
        ObjectNode fresh = batch.deepCopy();
        fresh.withArray("transfers").removeAll().add(item(alice, bob, "7.01"));

        world.cut("eu", "us");
        assertThat(eu.post("/v1/transfers/batch", batch).body()).isEqualTo(made.body());
        awaitDown();
        assertThat(eu.post("/v1/transfers/batch", batch).body()).isEqualTo(made.body());
        Store.Movement before = world.region("eu").store().movement();
        eu.post("/v1/transfers/batch", fresh).refusesNone(422, "BATCH_REFUSED");
        ((ObjectNode) fresh.at("/transfers/0")).put("amount", "7.00");
        eu.post("/v1/transfers/batch", fresh).refusesNone(503, "REGION_UNAVAILABLE");
        assertThat(world.region("eu").store().movement()).isEqualTo(before);

        world.heal("eu", "us");
        TwoRegions.awaitUp(world);
        eu.post("/v1/transfers/batch", fresh).succeeds(200);
        arrived(bob, "9.00");
    }

    @Test
    @DisplayName("P2: a key means one content, whichever region and destination it is sent to")
    void aKeyMeansOneContent() {
        String bank = eu.internal("EUR");
        String bob = us.customer("EUR");
        String key = Client.key();
        ObjectNode payment = Client.payment(bank, bob, "1.00", "EUR");
        Reply posted = eu.transfer(key, payment).succeeds(201);
        for (Client client : List.of(eu, us)) {
            client.transfer(key, payment).repeats(posted);
            Reply reused = client.transfer(key, payment.deepCopy().put("amount", "2.00"));
            reused.refusesNone(422, "KEY_REUSED");
            assertThat(reused.at("/conflicts/0")).isEqualTo("amount");
            assertThat(reused.at("/transfer")).isEqualTo(posted.at("/id"));
            Reply local = client.transfer(key, payment.deepCopy().put("to", eu.customer("EUR")));
            local.refusesNone(422, "KEY_REUSED");
            assertThat(local.at("/conflicts/0")).isEqualTo("to");
        }
    }

    @Test
    @DisplayName("P2: what was answered is answered again while the other region is cut off")
    void aRegionThatIsCutOffCostsNoFirstAnswer() throws Exception {
        String alice = eu.funded("5.00", "EUR");
        String bob = us.customer("EUR");
        String key = Client.key();
        ObjectNode payment = Client.payment(alice, bob, "1.00", "EUR");
        Reply posted = eu.transfer(key, payment).succeeds(201);
        String another = Client.key();
        ObjectNode nowhere = Client.payment(alice, "us-0", "1.00", "EUR");
        Reply refused = eu.transfer(another, nowhere);
        refused.refusesForGood("TO_NOT_FOUND");
        arrived(bob, "1.00");

        world.cut("eu", "us");
        eu.transfer(key, payment).repeats(posted);
        awaitDown();
        eu.transfer(key, payment).repeats(posted);
        eu.transfer(another, nowhere).repeats(refused);
        eu.transfer(Client.key(), payment.deepCopy().put("amount", "9.00"))
                .refusesForGood("INSUFFICIENT_FUNDS");

        Store.Movement before = world.region("eu").store().movement();
        long crossings = world.region("eu").store().number("select count(*) from decision");
        String fresh = Client.key();
        for (int n = 0; n < 3; n++) {
            long begun = System.nanoTime();
            Reply unavailable = eu.transfer(fresh, payment);
            assertThat(System.nanoTime() - begun).isLessThan(AT_ONCE.toNanos());
            unavailable.refusesNone(503, "REGION_UNAVAILABLE");
            assertThat(unavailable.header("Retry-After")).isPresent();
        }
        assertThat(world.region("eu").store().movement()).isEqualTo(before);
        assertThat(world.region("eu").store().number("select count(*) from decision"))
                .isEqualTo(crossings);

        world.heal("eu", "us");
        TwoRegions.awaitUp(world);
        eu.transfer(fresh, payment).succeeds(201);
        arrived(bob, "2.00");
    }

    @Test
    void anAccountIsNotClosedWhileSomethingIsPromisedToIt() throws Exception {
        String bank = eu.internal("EUR");
        String bob = us.customer("EUR");
        world.cutOneWay("us", "eu");
        String key = Client.key();
        var paying = paying(key, Client.payment(bank, bob, "1.00", "EUR"));
        awaitPromise(bob);
        close(us, bob).refusesNone(409, "ACCOUNT_HAS_PROMISES");
        paying.join().refusesNone(503, "REGION_UNAVAILABLE");
        close(us, bob).refusesNone(409, "ACCOUNT_HAS_PROMISES");
        us.pay(us.internal("EUR"), bob, "1.00", "EUR");
        us.pay(bob, us.internal("EUR"), "1.00", "EUR");

        world.heal("eu", "us");
        Eventually.within(SOON, () -> close(us, bob).succeeds(200));
        eu.transfer(key, Client.payment(bank, bob, "1.00", "EUR")).refusesForGood("TO_CLOSED");
    }

    @Test
    @DisplayName("P3: a credit whose promise was lost with a database is unclaimed, never refused")
    void aDecidedCreditThatCannotBeTakenIsUnclaimed() throws Exception {
        String bank = eu.internal("CHF");
        String bob = us.customer("CHF");
        world.delay("eu", "us", FAR);
        var paying = paying(Client.key(), Client.payment(bank, bob, "6.00", "CHF"));
        awaitPromise(bob);
        world.cutOneWay("eu", "us");
        Reply posted = paying.join().succeeds(201);
        Store store = world.region("us").store();
        long number = Long.parseLong(bob.substring("us-".length()));
        assertThat(store.change("delete from promise where account = ?", number)).isEqualTo(1);
        store.change("update account set promised = 0 where number = ?", number);
        close(us, bob).succeeds(200);

        world.delay("eu", "us", TwoRegions.NEAR);
        world.heal("eu", "us");
        Eventually.within(
                SOON,
                () ->
                        assertThat(eu.get("/v1/transfers/" + posted.at("/id")).at("/settledAt"))
                                .isNotEqualTo("null"));
        assertThat(us.balance(bob)).isEqualTo("0.00");
        Reply unclaimed = us.get("/v1/accounts?kind=unclaimed&currency=CHF").succeeds(200);
        assertThat(unclaimed.json().at("/items")).hasSize(1);
        assertThat(unclaimed.at("/items/0/balance")).isEqualTo("6.00");
    }

    private CompletableFuture<Reply> paying(String key, ObjectNode payment) {
        return CompletableFuture.supplyAsync(() -> eu.transfer(key, payment));
    }

    private void awaitPromise(String account) throws Exception {
        long number = Long.parseLong(account.substring("us-".length()));
        Eventually.within(
                SOON,
                () -> assertThat(world.region("us").store().number(PROMISES, number)).isEqualTo(1));
    }

    private void awaitDown() throws Exception {
        Eventually.within(
                SOON, () -> assertThat(eu.get("/v1/regions").at("/items/1/up")).isEqualTo("false"));
    }

    private void arrived(String account, String balance) throws Exception {
        Eventually.within(SOON, () -> assertThat(us.balance(account)).isEqualTo(balance));
    }

    private static Reply close(Client client, String account) {
        return client.patch("/v1/accounts/" + account, Client.body("state", CLOSED));
    }

    private static ObjectNode item(String from, String to, String amount) {
        return Client.payment(from, to, amount, "EUR").put("idempotencyKey", Client.key());
    }
}
