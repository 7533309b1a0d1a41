package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// `GET /v1/crossings` and `GET /v1/crossings/{id}`, and what metrics show of them.
@ExtendWith(TwoRegions.class)
final class CrossingViewsIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration FAR = Duration.ofMillis(300);

    private final RunningWorld world;
    private final Client eu;
    private final Client us;

    CrossingViewsIT(RunningWorld world) {
        this.world = world;
        this.eu = world.client("eu");
        this.us = world.client("us");
    }

    @AfterEach
    void heal() {
        world.delay("eu", "us", TwoRegions.NEAR);
        world.healAll();
        TwoRegions.awaitUp(world);
    }

    @Test
    void everyStepOfACrossingIsTold() throws Exception {
        String transfer = eu.pay(eu.internal("EUR"), us.customer("EUR"), "1.00", "EUR").at("/id");
        String id = "eu-" + crossingOf(transfer);
        for (Client client : List.of(eu, us)) {
            Eventually.within(
                    SOON,
                    () ->
                            assertThat(client.get("/v1/crossings/" + id).at("/state"))
                                    .isEqualTo("settled"));
            Reply crossing = client.get("/v1/crossings/" + id).succeeds(200);
            assertThat(crossing.at("/id")).isEqualTo(id);
            assertThat(steps(crossing.json(), "steps"))
                    .containsExactly("begun eu", "promised us", "decided eu", "settled us");
            assertThat(crossing.json().path("steps").findValuesAsText("at"))
                    .isSorted()
                    .doesNotContain("null");
            assertThat(crossing.json().path("waitsFor")).isEmpty();
            assertThat(crossing.json().path("unreached")).isEmpty();
            assertThat(crossing.json().path("transferIds"))
                    .map(JsonNode::asText)
                    .containsExactly(transfer);
            assertThat(ids(client.get("/v1/crossings?state=settled"))).contains(id);
            assertThat(ids(client.get("/v1/crossings?state=inFlight"))).doesNotContain(id);
        }
    }

    @Test
    void pagesGoThroughTheCrossingsOfAllRegionsOnce() throws Exception {
        String euBank = eu.internal("EUR");
        String usBank = us.internal("EUR");
        for (int n = 0; n < 3; n++) {
            eu.pay(euBank, usBank, "0.01", "EUR");
            us.pay(usBank, euBank, "0.01", "EUR");
        }
        // Until then both regions tell of them.
        Eventually.within(
                SOON,
                () ->
                        assertThat(ids(us.get("/v1/crossings?state=inDoubt").succeeds(200)))
                                .isEmpty());
        List<String> paged = new ArrayList<>();
        String cursor = "";
        while (paged.size() < 6) {
            Reply page = us.get("/v1/crossings?limit=2" + cursor).succeeds(200);
            assertThat(page.json().path("items")).hasSize(2);
            paged.addAll(ids(page));
            cursor = "&cursor=" + page.at("/next");
        }
        assertThat(paged).doesNotHaveDuplicates();
        assertThat(paged.stream().filter(id -> id.startsWith("eu-"))).hasSize(3);
    }

    @Test
    void whatTheOtherRegionCannotConfirmIsInFlightAndWaitsForIt() throws Exception {
        String bank = eu.internal("EUR");
        String bob = us.customer("EUR");
        world.delay("eu", "us", FAR);
        String transfer = eu.pay(bank, bob, "1.00", "EUR").at("/id");
        world.cutOneWay("eu", "us");
        String id = "eu-" + crossingOf(transfer);

        Reply list = eu.get("/v1/crossings?state=inFlight").succeeds(200);
        assertThat(ids(list)).contains(id);
        assertThat(list.json().path("unreached")).map(JsonNode::asText).containsExactly("us");
        Reply crossing = eu.get("/v1/crossings/" + id).succeeds(200);
        assertThat(crossing.at("/state")).isEqualTo("inFlight");
        assertThat(steps(crossing.json(), "waitsFor")).containsExactly("settled us");
        assertThat(crossing.json().path("unreached")).map(JsonNode::asText).containsExactly("us");
        Eventually.within(SOON, () -> shows(eu, "in_flight", "us", 1));
        assertThat(Long.parseLong(eu.get("/v1/regions").at("/items/0/inFlight"))).isPositive();

        world.delay("eu", "us", TwoRegions.NEAR);
        world.heal("eu", "us");
        Eventually.within(
                SOON,
                () -> assertThat(us.get("/v1/crossings/" + id).at("/state")).isEqualTo("settled"));
        Eventually.within(SOON, () -> shows(eu, "in_flight", "us", 0));
    }

    @Test
    void aPromiseWhoseEndIsNotKnownIsInDoubtAndIsAborted() throws Exception {
        String bank = eu.internal("EUR");
        String bob = us.customer("EUR");
        world.cutOneWay("us", "eu");
        var paying =
                CompletableFuture.supplyAsync(
                        () -> eu.transfer(Client.key(), Client.payment(bank, bob, "1.00", "EUR")));
        List<String> found = new ArrayList<>();
        Eventually.within(
                SOON,
                () -> {
                    found.addAll(ids(us.get("/v1/crossings?state=inDoubt").succeeds(200)));
                    assertThat(found).isNotEmpty();
                });
        String id = found.getFirst();
        Reply crossing = us.get("/v1/crossings/" + id).succeeds(200);
        assertThat(crossing.at("/state")).isEqualTo("inDoubt");
        assertThat(steps(crossing.json(), "steps")).containsExactly("promised us");
        assertThat(steps(crossing.json(), "waitsFor")).containsExactly("decided eu");
        assertThat(crossing.json().path("unreached")).map(JsonNode::asText).containsExactly("eu");
        Eventually.within(SOON, () -> shows(us, "in_doubt", "eu", 1));
        paying.join().refuses(503, "REGION_UNAVAILABLE");

        world.heal("eu", "us");
        Eventually.within(
                SOON,
                () -> {
                    Reply ended = eu.get("/v1/crossings/" + id);
                    assertThat(ended.at("/state")).isEqualTo("aborted");
                    assertThat(ended.json().path("waitsFor")).isEmpty();
                });
        assertThat(ids(us.get("/v1/crossings?state=aborted"))).contains(id);
        Eventually.within(SOON, () -> shows(us, "in_doubt", "eu", 0));
    }

    @Test
    void whatNamesNothingIsRefused() {
        eu.get("/v1/crossings?state=lost").refusesNone(400, "MALFORMED");
        eu.get("/v1/crossings?cursor=x").refusesNone(400, "MALFORMED");
        // 9223372036854775807/00000000-0000-0000-0000-000000000001
        String tooLate =
                "OTIyMzM3MjAzNjg1NDc3NTgwNy8wMDAwMDAwMC0wMDAwLTAwMDAtMDAwMC0wMDAwMDAwMDAwMDE";
        eu.get("/v1/crossings?cursor=" + tooLate).refusesNone(400, "MALFORMED");
        eu.get("/v1/crossings?id=x").refusesNone(400, "MALFORMED");
        eu.get("/v1/crossings?region=xx").refusesNone(404, "NOT_FOUND");
        for (String id : List.of("x", "eu-1", "xx-00000000-0000-0000-0000-000000000001")) {
            eu.get("/v1/crossings/" + id).refusesNone(404, "NOT_FOUND");
        }
        us.get("/v1/crossings/eu-00000000-0000-0000-0000-000000000001")
                .refusesNone(404, "NOT_FOUND");
    }

    private String crossingOf(String transfer) throws Exception {
        return world.region("eu")
                .store()
                .texts(
                        "select crossing from outcome where id = ?::uuid",
                        transfer.substring("eu-".length()))
                .getFirst();
    }

    private static void shows(Client client, String what, String region, int count) {
        Meter meter = new Meter(client);
        String label = "{region=\"" + region + "\"}";
        assertThat(meter.value("nostro_crossings_" + what + label)).isEqualTo(count);
        assertThat(meter.value("nostro_crossings_" + what + "_age_seconds" + label) > 0)
                .isEqualTo(count > 0);
    }

    private static List<String> ids(Reply list) {
        return list.json().path("items").findValuesAsText("id");
    }

    private static List<String> steps(JsonNode crossing, String field) {
        return StreamSupport.stream(crossing.path(field).spliterator(), false)
                .map(step -> step.path("step").asText() + " " + step.path("region").asText())
                .toList();
    }
}
