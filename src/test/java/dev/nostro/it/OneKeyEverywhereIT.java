package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// P2: a key has one effect and one answer, whichever regions it is sent to, at once or later, also
/// when one of them is down by then.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
final class OneKeyEverywhereIT {

    private static final List<String> REGIONS = List.of("eu", "us", "ap");
    private static final int KEYS = 200;
    private static final Duration LONGEST = Duration.ofSeconds(40);
    private static final Duration SOON = Duration.ofSeconds(20);

    /// Hundreds of callers at once on a small machine are no reason to take a region for gone.
    private static final Map<String, String> PATIENT =
            Map.of("nostro.link.silence", "10s", "nostro.crossing.answer", "15s");

    private final RunningWorld world;

    OneKeyEverywhereIT() throws Exception {
        world =
                RunningWorld.start(
                        RunningWorld.Plan.of("everywhere", 1, REGIONS.toArray(String[]::new))
                                .withConfig(PATIENT));
    }

    @AfterAll
    void end() {
        world.close();
    }

    @AfterEach
    void everythingEnds() throws Exception {
        world.awaitGreetings();
        Aftermath.awaitQuiet(world, SOON);
        Aftermath.assertBooksHold(world);
    }

    @Test
    @DisplayName("P2: 200 keys, each sent to three regions at once: 200 effects, equal bodies")
    void aKeySentToAllRegionsAtOnceHasOneEffect() throws Exception {
        List<String> banks = eachRegion(client -> client.internal("EUR"));
        List<String> payees = eachRegion(client -> client.customer("EUR"));
        List<String> keys = Stream.generate(Client::key).limit(KEYS).toList();
        int all = REGIONS.size();
        List<Reply> replies =
                Together.run(
                        KEYS * all,
                        n ->
                                () -> {
                                    int key = n / all;
                                    ObjectNode payment =
                                            Client.payment(
                                                    banks.get(key % all),
                                                    payees.get(key / all % all),
                                                    "1.00",
                                                    "EUR");
                                    return untilPosted(client(n % all), keys.get(key), payment);
                                });
        for (int key = 0; key < KEYS; key++) {
            List<Reply> told = replies.subList(key * all, (key + 1) * all);
            assertThat(told).allSatisfy(reply -> reply.succeeds(201));
            assertThat(told).extracting(Reply::body).containsOnly(told.getFirst().body());
            assertThat(told).filteredOn(reply -> !reply.replayed()).hasSizeLessThan(2);
        }
        Aftermath.awaitQuiet(world, SOON);
        for (int region = 0; region < all; region++) {
            int own = region;
            assertThat(client(own).balance(banks.get(own)))
                    .isEqualTo("-" + count(key -> key % all == own) + ".00");
            assertThat(client(own).balance(payees.get(own)))
                    .isEqualTo(count(key -> key / all % all == own) + ".00");
        }
    }

    /// As a client does it: an attempt that a crowded region has had no time for is made again.
    private static Reply untilPosted(Client node, String key, ObjectNode payment) throws Exception {
        long end = System.nanoTime() + LONGEST.toNanos();
        Reply reply = node.transfer(key, payment);
        while (reply.status() != 201 && System.nanoTime() < end) {
            assertThat(reply.status()).as(reply.toString()).isIn(503, 504);
            Thread.sleep(
                    Duration.ofSeconds(Long.parseLong(reply.header("Retry-After").orElse("1"))));
            reply = node.transfer(key, payment);
        }
        return reply;
    }

    private static long count(IntPredicate keys) {
        return IntStream.range(0, KEYS).filter(keys).count();
    }

    @Test
    @DisplayName("P2: what was answered is answered again while the receiving region is down")
    void aRegionThatIsDownCostsNoFirstAnswer() throws Exception {
        List<Asked> asked = Asked.ofEachKind(client(0), client(1));
        RunningRegion us = world.region("us");
        us.node(0).kill();
        us.database().kill();
        for (Client client : List.of(client(0), client(2))) {
            asked.forEach(one -> one.repeat(client));
        }
        Eventually.within(
                SOON,
                () ->
                        assertThat(new Meter(client(0)).value("nostro_link_up{region=\"us\"}"))
                                .isZero());
        for (Client client : List.of(client(0), client(2))) {
            asked.forEach(one -> one.repeat(client));
        }
        us.restartDatabase();
        us.restart(0);
        world.awaitGreetings();
        asked.forEach(one -> one.repeat(client(1)));
    }

    private Client client(int region) {
        return world.client(REGIONS.get(region));
    }

    private List<String> eachRegion(Function<Client, String> open) {
        return REGIONS.stream().map(world::client).map(open).toList();
    }
}
