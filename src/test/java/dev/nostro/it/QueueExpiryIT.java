package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Transfers that wait for a region that does not come back in time.
@Timeout(120)
final class QueueExpiryIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String PATIENCE = "2s";

    private static RunningWorld world;

    @BeforeAll
    static void start() throws Exception {
        world =
                RunningWorld.start(
                        RunningWorld.Plan.of("expiry", 1, "eu", "us")
                                .withConfig(Map.of("nostro.crossing.queued", PATIENCE)));
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Test
    void expiresWhileItsRegionIsAwayAndReleasesWhatWasHeld() throws Exception {
        Client eu = world.client("eu");
        Client us = world.client("us");
        String alice = eu.funded("10.00", "EUR");
        String bob = us.customer("EUR");
        String key = Client.key();
        ObjectNode payment =
                Client.payment(alice, bob, "4.00", "EUR").put("whenUnavailable", "queue");
        world.cut("eu", "us");

        Reply first = eu.transfer(key, payment).succeeds(202);
        String path = "/v1/transfers/" + first.at("/id");
        Eventually.within(SOON, () -> assertThat(eu.get(path).at("/status")).isEqualTo("expired"));

        Reply expired = eu.get(path).succeeds(200);
        assertThat(expired.json().get("postedAt").isNull()).isTrue();
        assertThat(expired.json().get("reason").isNull()).isTrue();
        assertThat(expired.at("/createdAt")).isEqualTo(first.at("/createdAt"));
        Reply account = eu.get("/v1/accounts/" + alice);
        assertThat(account.at("/held")).isEqualTo("0.00");
        assertThat(account.at("/available")).isEqualTo("10.00");
        assertThat(account.at("/version"))
                .isEqualTo(Long.toString(Long.parseLong(first.at("/fromAccount/version")) + 1));
        assertThat(eu.get("/v1/transfers?status=expired").at("/items/0/id"))
                .isEqualTo(first.at("/id"));
        assertThat(eu.get("/v1/transfers?account=" + alice + "&status=expired").at("/items/0/id"))
                .isEqualTo(first.at("/id"));
        eu.transfer(key, payment).repeats(first);

        world.heal("eu", "us");
        world.awaitGreetings();
        eu.pay(alice, bob, "6.00", "EUR");
        Aftermath.awaitQuiet(world, SOON);
        us.transfer(key, payment).repeats(first);
        assertThat(us.balance(bob)).isEqualTo("6.00");
        assertThat(eu.balance(alice)).isEqualTo("4.00");
        Aftermath.assertBooksHold(world);
    }
}
