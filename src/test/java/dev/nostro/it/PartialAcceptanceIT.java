package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nostro.crossing.Failpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// P1: of one crossing some transfers are accepted, some refused by the paying region under lock
/// after they were promised, some by the receiving one. Whatever becomes of step 5, exactly the
/// accepted ones are credited, once.
@ExtendWith({TwoRegions.class, SharedCoordinator.class})
@Timeout(120)
final class PartialAcceptanceIT {

    /// A crossing travels there and back in twice this: so long others gather for the next one.
    private static final Duration FAR = Duration.ofMillis(700);

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int REPEATED = 6;

    private static final String DECISIONS = "select count(*) from decision";
    private static final String PROMISED = "select count(*) from promise where account = ?";
    private static final String IN_FLIGHT =
            "select count(*) from leg where crossing = ?::uuid and settled_at is null";

    private final RunningWorld world;
    private final Client eu;
    private final Client us;
    private final Coordinator coordinator;
    private final Books books;

    /// The accounts of the test. What `poor` has is gone between promise and decision.
    private record Books(
            String bank,
            String poor,
            String shop,
            String bob,
            String carol,
            String dollars,
            String closed) {

        static Books open(Client eu, Client us) {
            String closed = us.customer("EUR");
            us.patch("/v1/accounts/" + closed, Client.body("state", "closed")).succeeds(200);
            return new Books(
                    eu.internal("EUR"),
                    eu.funded("5.00", "EUR"),
                    eu.internal("EUR"),
                    us.customer("EUR"),
                    us.customer("EUR"),
                    us.customer("USD"),
                    closed);
        }

        ObjectNode batch() {
            ArrayNode items = Client.JSON.createArrayNode();
            items.add(item(bank, bob, "1.00"));
            items.add(item(poor, carol, "5.00"));
            items.add(item(bank, "us-0", "1.00"));
            items.add(item(bank, dollars, "1.00"));
            items.add(item(bank, closed, "1.00"));
            items.add(item(bank, carol, "2.00"));
            items.add(item(poor, closed, "5.00"));
            return Client.JSON.createObjectNode().set("transfers", items);
        }

        private static ObjectNode item(String from, String to, String amount) {
            return Client.payment(from, to, amount, "EUR").put("idempotencyKey", Client.key());
        }
    }

    private static final List<String> TOLD =
            List.of(
                    "posted",
                    "INSUFFICIENT_FUNDS",
                    "TO_NOT_FOUND",
                    "TO_CURRENCY_MISMATCH",
                    "TO_CLOSED",
                    "posted",
                    "INSUFFICIENT_FUNDS");

    PartialAcceptanceIT(RunningWorld world, Coordinator coordinator) {
        this.world = world;
        this.coordinator = coordinator;
        this.eu = world.client("eu");
        this.us = world.client("us");
        this.books = Books.open(eu, us);
    }

    @AfterEach
    void everythingEnds() throws Exception {
        TwoRegions.assertAllEnds(world);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("P1: step 5 lost, left undone and repeated: the accepted are credited, once")
    void exactlyTheAcceptedAreCreditedOnce(boolean coordinatorDies) throws Exception {
        ObjectNode batch = books.batch();
        CompletableFuture<Reply> asked = promisedTogether(batch);
        eu.pay(books.poor(), books.shop(), "5.00", "EUR");
        long decisions = world.region("eu").store().number(DECISIONS);
        world.cut("eu", "us");
        world.delay("eu", "us", TwoRegions.NEAR);
        if (coordinatorDies) {
            coordinator.dieAt(Failpoint.BEFORE_SETTLE);
        }
        coordinator.resume();
        if (coordinatorDies) {
            assertThatThrownBy(asked::join).hasMessageContaining("IOException");
        } else {
            assertThat(told(asked.join())).isEqualTo(TOLD);
        }
        assertThat(world.region("eu").store().number(DECISIONS)).isEqualTo(decisions + 1);
        Reply first = eu.post("/v1/transfers/batch", batch).succeeds(200);
        assertThat(told(first)).isEqualTo(TOLD);
        String crossing =
                CrossingMessage.crossing(
                        world.region("eu").store(), id(first.json().at("/outcomes/0")));
        assertThat(world.region("eu").store().number(IN_FLIGHT, crossing)).isEqualTo(1);
        assertCredited("0.00", "0.00");

        world.heal("eu", "us");
        Eventually.within(SOON, () -> assertCredited("1.00", "2.00"));
        repeat(first);
        Aftermath.awaitQuiet(world, SOON);
        assertCredited("1.00", "2.00");
        assertThat(eu.balance(books.bank())).isEqualTo("-4.00");
        assertThat(us.post("/v1/transfers/batch", batch).body()).isEqualTo(first.body());
    }

    /// Has the batch promised as one crossing, and its coordinator stand still then. It gathers
    /// behind another crossing, because only one may be under way.
    private CompletableFuture<Reply> promisedTogether(ObjectNode batch) throws Exception {
        world.delay("eu", "us", FAR);
        String earlier = us.customer("EUR");
        ObjectNode before = Client.payment(books.bank(), earlier, "1.00", "EUR");
        CompletableFuture<Reply> first =
                CompletableFuture.supplyAsync(
                        () -> coordinator.client().transfer(Client.key(), before));
        Eventually.within(SOON, () -> assertThat(promised(earlier)).isEqualTo(1));
        CompletableFuture<Reply> asked =
                CompletableFuture.supplyAsync(
                        () -> coordinator.client().post("/v1/transfers/batch", batch));
        first.join().succeeds(201);
        coordinator.stopAt(Failpoint.PROMISES_RECEIVED);
        coordinator.awaitReached();
        assertThat(promised(books.bob())).isEqualTo(1);
        assertThat(promised(books.carol())).isEqualTo(2);
        return asked;
    }

    private long promised(String account) throws Exception {
        return world.region("us").store().number(PROMISED, Traffic.number(account));
    }

    /// Says all that was said before again, several times at once: the decision, and the question
    /// for promises, whose answer nobody waits for any more.
    private void repeat(Reply batch) throws Exception {
        Store.Movement before = world.region("us").store().movement();
        String database =
                world.region("eu").store().texts("select database::text from home").getFirst();
        String[] headers =
                new RegionCaller(TwoRegions.SECRET, "eu", database, "us", Duration.ofSeconds(30))
                        .headers();
        ObjectNode settle = message(batch, TOLD.subList(0, 1));
        ObjectNode prepare = message(batch, TOLD.subList(0, 2));
        List<Reply> replies =
                Together.run(
                        REPEATED,
                        n ->
                                () ->
                                        us.post(
                                                "/internal/v1/"
                                                        + (n % 2 == 0 ? "settle" : "prepare"),
                                                n % 2 == 0 ? settle : prepare,
                                                headers));
        assertThat(replies).allMatch(reply -> reply.status() == 200);
        assertThat(world.region("us").store().movement()).isEqualTo(before);
    }

    /// What eu says to us about those of the batch that were told so.
    private ObjectNode message(Reply batch, List<String> told) throws Exception {
        List<String> all = told(batch);
        List<String> ids = new ArrayList<>();
        for (int at = 0; at < all.size(); at++) {
            if (told.contains(all.get(at))) {
                ids.add(id(batch.json().at("/outcomes/" + at)));
            }
        }
        return CrossingMessage.of(world.region("eu").store(), ids);
    }

    /// Of a posted transfer its id, of a refused one where it is found.
    private static String id(JsonNode outcome) {
        String where = outcome.path("id").asText(outcome.path("instance").asText());
        return where.substring(where.indexOf("eu-") + "eu-".length());
    }

    private void assertCredited(String toBob, String toCarol) {
        assertThat(us.balance(books.bob())).isEqualTo(toBob);
        assertThat(us.balance(books.carol())).isEqualTo(toCarol);
        assertThat(us.balance(books.dollars())).isEqualTo("0.00");
        assertThat(us.balance(books.closed())).isEqualTo("0.00");
    }

    private static List<String> told(Reply batch) {
        return StreamSupport.stream(batch.json().at("/outcomes").spliterator(), false)
                .map(outcome ->
                        outcome.hasNonNull("reason")
                                ? outcome.get("reason").asText()
                                : outcome.get("status").asText())
                .toList();
    }
}
