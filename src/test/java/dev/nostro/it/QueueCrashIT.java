package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nostro.crossing.Failpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A node dies or stands still while it lets a transfer wait, or gives one up: the part of the
/// crash matrix for which the other region has to be away.
@Timeout(120)
final class QueueCrashIT {

    /// How long a transfer waits: longer than a test needs to mend the link.
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private static final Duration SOON = Duration.ofSeconds(20);

    @SuppressWarnings("NullAway.Init") // before all tests
    private static MatrixWorld world;

    private final String key = Client.key();

    @BeforeAll
    static void start() throws IOException {
        world =
                MatrixWorld.start(
                        "queue-crash",
                        Map.of("nostro.crossing.queued", PATIENCE.toSeconds() + "s"));
    }

    @AfterAll
    static void end() {
        if (world != null) {
            world.close();
        }
    }

    @AfterEach
    void mend() throws IOException {
        world.running().healAll();
        world.mend();
    }

    static Stream<MatrixCase> kills() {
        return cases(Strike.COORDINATOR_KILLED);
    }

    static Stream<MatrixCase> pauses() {
        return cases(Strike.COORDINATOR_PAUSED);
    }

    private static Stream<MatrixCase> cases(Strike strike) {
        return MatrixCase.WAITING.stream().map(at -> new MatrixCase(at, strike));
    }

    @ParameterizedTest
    @MethodSource("kills")
    @DisplayName("P2, P7: another node goes on with what waits when one dies")
    void goesOnWithoutTheDead(MatrixCase one) throws Exception {
        run(one);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("pauses")
    @DisplayName("P2, P7: another node goes on with what waits when one stands still")
    void goesOnWithoutWhoStandsStill(MatrixCase one) throws Exception {
        run(one);
    }

    private void run(MatrixCase one) throws Exception {
        world.awaitWhole();
        Client eu = world.client(new MatrixWorld.Node("eu", 0));
        String alice = eu.funded("10.00", "EUR");
        String bob = world.running().client("us").customer("EUR");
        ObjectNode payment =
                Client.payment(alice, bob, "4.00", "EUR").put("whenUnavailable", "queue");
        world.running().cut("eu", "us");
        boolean expires =
                one.at() == Failpoint.BEFORE_EXPIRED || one.at() == Failpoint.AFTER_EXPIRED;
        if (expires) {
            eu.transfer(key, payment).succeeds(202);
        }
        MatrixWorld.Node struck =
                world.provoke(
                        one,
                        () -> {
                            if (!expires) {
                                Thread.startVirtualThread(() -> send(eu, payment));
                            }
                        });
        strike(one, struck);
        Client other = world.working("eu");
        Reply first = other.transfer(key, payment).succeeds(202);
        assertThat(first.replayed()).isEqualTo(one.at() != Failpoint.BEFORE_QUEUED);
        if (!expires) {
            assertThat(other.get("/v1/accounts/" + alice).at("/held")).isEqualTo("4.00");
            world.running().healAll();
        }
        String end = expires ? "expired" : "posted";
        Eventually.within(SOON, () -> assertThat(status(other, first)).isEqualTo(end));
        world.running().healAll();
        if (!one.strike().kills()) {
            world.resume(struck);
        }
        Aftermath.awaitQuiet(world.running(), SOON);
        assertThat(status(other, first)).isEqualTo(end);
        other.transfer(key, payment).repeats(first);
        assertThat(other.get("/v1/accounts/" + alice).at("/held")).isEqualTo("0.00");
        assertThat(other.balance(alice)).isEqualTo(expires ? "10.00" : "6.00");
        assertThat(world.working("us").balance(bob)).isEqualTo(expires ? "0.00" : "4.00");
        Aftermath.assertBooksHold(world.running(), region -> world.working(region.id()));
    }

    /// Nobody waits for this answer, and none may come.
    private void send(Client client, ObjectNode payment) {
        try {
            client.transfer(key, payment);
        } catch (RuntimeException _) {
            // The node is dead, or stands still.
        }
    }

    private static void strike(MatrixCase one, MatrixWorld.Node struck) {
        if (one.strike().kills()) {
            world.kill(struck);
        } else {
            world.pause(struck);
        }
    }

    private static String status(Client client, Reply first) {
        return client.get("/v1/transfers/" + first.at("/id")).at("/status");
    }
}
