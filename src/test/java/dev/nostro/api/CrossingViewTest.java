package dev.nostro.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nostro.ledger.CrossingHistory.Doubt;
import dev.nostro.ledger.CrossingHistory.Ended;
import dev.nostro.ledger.CrossingHistory.Leg;
import dev.nostro.region.RegionId;
import dev.nostro.transfer.CrossingId;
import dev.nostro.transfer.Crossings.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// One crossing, put together from what regions know of it.
final class CrossingViewTest {

    private static final RegionId EU = new RegionId("eu");
    private static final RegionId US = new RegionId("us");
    private static final RegionId AP = new RegionId("ap");
    private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");
    private static final CrossingId ID = crossing(7);

    private static CrossingId crossing(long low) {
        return new CrossingId(new UUID(0x1234, low));
    }

    private static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }

    private static JsonNode decided(@Nullable Instant us, @Nullable Instant ap) {
        List<Leg> legs = List.of(new Leg(AP, ap), new Leg(US, us));
        return Json.tree(
                CrossingBody.of(
                        new Ended(ID, Verdict.DECIDED, at(1), at(2), at(3), legs, 5), EU, at(9)));
    }

    private static JsonNode aborted() {
        return Json.tree(
                CrossingBody.of(
                        new Ended(ID, Verdict.ABORTED, null, null, at(8), List.of(), 0),
                        EU,
                        at(9)));
    }

    private static JsonNode promised(RegionId region) {
        return Json.tree(CrossingBody.of(new Doubt(ID, EU, at(2), 3), region, at(9)));
    }

    private static ObjectNode whole(JsonNode... parts) {
        return CrossingView.whole(List.of(parts), Set.of("sa")).orElseThrow();
    }

    private static List<String> told(JsonNode steps) {
        return StreamSupport.stream(steps.spliterator(), false)
                .map(step ->
                        step.path("step").asText()
                                + " "
                                + step.path("region").asText()
                                + (step.path("at").isNull()
                                        ? ""
                                        : " " + step.path("at").asText().substring(17, 19)))
                .toList();
    }

    @Test
    void aDecisionThatARegionHasNotConfirmedIsInFlightAndWaitsForIt() {
        ObjectNode crossing = whole(decided(null, at(6)));
        assertThat(crossing.path("id").asText()).isEqualTo("eu-" + ID.value());
        assertThat(crossing.path("state").asText()).isEqualTo("inFlight");
        assertThat(crossing.path("to")).map(JsonNode::asText).containsExactly("ap", "us");
        assertThat(told(crossing.path("steps")))
                .containsExactly(
                        "begun eu 01",
                        "promised ap 02",
                        "promised us 02",
                        "decided eu 03",
                        "settled ap 06");
        assertThat(told(crossing.path("waitsFor"))).containsExactly("settled us");
        assertThat(crossing.path("ageMs").asLong()).isEqualTo(8_000);
        assertThat(crossing.path("unreached")).map(JsonNode::asText).containsExactly("sa");
    }

    @Test
    void oneThatAllHaveConfirmedIsSettledAndOldNoMore() {
        ObjectNode crossing = whole(decided(at(5), at(6)));
        assertThat(crossing.path("state").asText()).isEqualTo("settled");
        assertThat(crossing.path("waitsFor")).isEmpty();
        assertThat(crossing.path("ageMs").asLong()).isEqualTo(5_000);
    }

    @Test
    void aPromiseThatIsStillThereTellsItsOwnTime() {
        JsonNode later = Json.tree(CrossingBody.of(new Doubt(ID, EU, at(4), 3), US, at(9)));
        ObjectNode crossing = whole(later, decided(null, null));
        assertThat(crossing.path("state").asText()).isEqualTo("inFlight");
        assertThat(told(crossing.path("steps")))
                .containsExactly(
                        "begun eu 01", "promised ap 02", "promised us 04", "decided eu 03");
        assertThat(told(crossing.path("waitsFor"))).containsExactly("settled ap", "settled us");
    }

    @Test
    void promisesWithoutDecisionAreInDoubtAndWaitForIt() {
        ObjectNode crossing = whole(promised(US), promised(AP));
        assertThat(crossing.path("state").asText()).isEqualTo("inDoubt");
        assertThat(crossing.path("from").asText()).isEqualTo("eu");
        assertThat(crossing.path("to")).map(JsonNode::asText).containsExactly("us", "ap");
        assertThat(crossing.path("transfers").asLong()).isEqualTo(6);
        assertThat(told(crossing.path("steps")))
                .containsExactlyInAnyOrder("promised us 02", "promised ap 02");
        assertThat(told(crossing.path("waitsFor"))).containsExactly("decided eu");
        assertThat(crossing.path("ageMs").asLong()).isEqualTo(7_000);
    }

    @Test
    void oneThatWasAbortedWaitsForPromisesToBeDropped() {
        ObjectNode crossing = whole(aborted(), promised(US));
        assertThat(crossing.path("state").asText()).isEqualTo("aborted");
        assertThat(crossing.path("ageMs").isNull()).isTrue();
        assertThat(told(crossing.path("steps"))).containsExactly("promised us 02", "aborted eu 08");
        assertThat(told(crossing.path("waitsFor"))).containsExactly("dropped us");
        assertThat(told(whole(aborted()).path("waitsFor"))).isEmpty();
    }

    @Test
    void whatNobodyKnowsIsNothing() {
        assertThat(CrossingView.whole(List.of(), Set.of("us"))).isEmpty();
    }

    @Test
    void pagesOfRegionsAreOneListNewestFirst() {
        List<JsonNode> pages =
                List.of(
                        page(null, item("eu", 1, 9), item("eu", 2, 5)),
                        page(null, item("us", 3, 7), item("us", 4, 5)));
        assertThat(CrossingView.newest(pages, 3))
                .map(CrossingView::crossing)
                .containsExactly(name(1), name(3), name(4));
        assertThat(CrossingView.more(pages, 3)).isTrue();
        assertThat(CrossingView.more(pages, 4)).isFalse();
        assertThat(CrossingView.more(List.of(page("on", item("eu", 1, 9))), 4)).isTrue();
    }

    private static String name(long low) {
        return crossing(low).value().toString();
    }

    private static JsonNode item(String region, long low, long seconds) {
        return Json.object()
                .put("id", region + "-" + name(low))
                .put("since", Times.write(at(seconds)));
    }

    private static JsonNode page(@Nullable String next, JsonNode... items) {
        ObjectNode page = Json.object().put("next", next);
        page.set("items", Json.array(List.of(items)));
        return page;
    }
}
