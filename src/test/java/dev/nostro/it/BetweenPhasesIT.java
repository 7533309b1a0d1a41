package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nostro.crossing.Failpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// P3: a database that is restarted between the phases of a crossing, as one does for a minor
/// upgrade, loses nothing and leaves nothing open, whichever side it is on.
@ExtendWith({TwoRegions.class, SharedCoordinator.class})
@Timeout(120)
final class BetweenPhasesIT {

    private static final int TRANSFERS = 6;

    /// After the last restart and the last message.
    private static final Duration RECOVERY = Duration.ofSeconds(10);

    private final RunningWorld world;
    private final Client eu;
    private final Client us;
    private final Coordinator coordinator;

    BetweenPhasesIT(RunningWorld world, Coordinator coordinator) {
        this.world = world;
        this.eu = world.client("eu");
        this.us = world.client("us");
        this.coordinator = coordinator;
    }

    @AfterEach
    void everybodyIsBack() {
        TwoRegions.awaitUp(world);
    }

    @ParameterizedTest
    @CsvSource({
        "PROMISES_RECEIVED, eu",
        "PROMISES_RECEIVED, us",
        "BEFORE_DECISION, eu",
        "AFTER_DECISION, eu",
        "BEFORE_SETTLE, us",
    })
    @DisplayName("P3: a restart of a database between the phases loses nothing, leaves nothing")
    void nothingIsLostAndNothingIsStuck(Failpoint held, String restarted) throws Exception {
        String bank = eu.internal("EUR");
        String bob = us.customer("EUR");
        ObjectNode payment = Client.payment(bank, bob, "1.00", "EUR");
        List<String> keys = Stream.generate(Client::key).limit(TRANSFERS).toList();
        List<Reply> told = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            coordinator.stopAt(held);
            List<Future<Reply>> replies =
                    keys.stream()
                            .map(key ->
                                    callers.submit(
                                            () -> coordinator.client().transfer(key, payment)))
                            .toList();
            coordinator.awaitReached();
            world.region(restarted).restartDatabase();
            posted(keys.getFirst(), payment);
            coordinator.resume();
            for (Future<Reply> reply : replies) {
                told.add(reply.get());
            }
        }
        for (int n = 0; n < TRANSFERS; n++) {
            assertOneTruth(told.get(n), keys.get(n), payment);
        }
        Aftermath.awaitQuiet(world, RECOVERY);
        Aftermath.assertBooksHold(world);
        assertThat(us.balance(bob)).isEqualTo(TRANSFERS + ".00");
        assertThat(eu.balance(bank)).isEqualTo("-" + TRANSFERS + ".00");
    }

    /// What a node of eu says that goes on while the coordinator stands still.
    private Reply posted(String key, ObjectNode payment) throws Exception {
        List<Reply> replies = new ArrayList<>();
        Eventually.within(
                RECOVERY,
                () -> {
                    replies.add(eu.transfer(key, payment));
                    replies.getLast().succeeds(201);
                });
        assertThat(replies).as("no defect is told").noneMatch(reply -> reply.status() == 500);
        return replies.getLast();
    }

    private void assertOneTruth(Reply told, String key, ObjectNode payment) throws Exception {
        Reply truth = posted(key, payment);
        if (told.status() == 201) {
            assertThat(told.body()).isEqualTo(truth.body());
        } else {
            assertThat(told.at("/reason"))
                    .as(told.toString())
                    .isIn("OUTCOME_UNKNOWN", "REGION_UNAVAILABLE", "DATABASE_UNAVAILABLE");
        }
        for (Client client : List.of(eu, us, coordinator.client())) {
            client.transfer(key, payment).repeats(truth);
        }
    }
}
