package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nostro.crossing.Failpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// P6: while a crossing between them has no end, because a region or a node is silent, its two
/// accounts pay and are paid by others as ever, and nobody's transaction waits for the silent one.
@ExtendWith({TwoRegions.class, SharedCoordinator.class})
@Timeout(120)
final class HostageIT {

    private static final Duration FAR = Duration.ofMillis(400);
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final int ROUNDS = 20;

    /// Who waits for a silent region waits for a time-out, and the shortest of them is 2 s.
    private static final Duration SLOWEST = Duration.ofSeconds(1);

    /// Ordinary speed, on a machine that has other things to do at the same time.
    private static final int TIMES = 3;

    private static final Duration NOISE = Duration.ofMillis(20);

    /// Sessions that have had a transaction open, or have waited for a lock, for over a second.
    private static final String HELD_UP =
            """
            select concat_ws(' ', state, wait_event_type, wait_event, query)
            from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()
              and backend_type = 'client backend'
              and xact_start < clock_timestamp() - interval '1 second'
            union all
            select concat_ws(' ', locktype, mode, relation::regclass)
            from pg_locks
            where not granted and waitstart < clock_timestamp() - interval '1 second'
            """;

    /// Sessions with a transaction open, and locks that somebody waits for, at this moment.
    private static final String AT_WORK =
            """
            select
              (select count(*) from pg_stat_activity
               where datname = current_database() and pid <> pg_backend_pid()
                 and backend_type = 'client backend' and xact_start is not null)
              + (select count(*) from pg_locks where not granted)
            """;

    private static final String PROMISED = "select count(*) from promise where account = ?";

    private static final String LONG_PROMISED =
            PROMISED + " and promised_at < clock_timestamp() - interval '2 seconds'";

    private static final String IN_FLIGHT = "select count(*) from leg where settled_at is null";

    private final RunningWorld world;
    private final Client eu;
    private final Client us;
    private final Coordinator coordinator;

    private String alice = "";
    private String bob = "";
    private List<Payment> others = List.of();

    /// A payment by others, and the node that is asked for it.
    private record Payment(Client node, String from, String to) {}

    HostageIT(RunningWorld world, Coordinator coordinator) {
        this.world = world;
        this.coordinator = coordinator;
        this.eu = world.client("eu");
        this.us = world.client("us");
    }

    @BeforeEach
    void open() {
        alice = eu.funded("100.00", "EUR");
        bob = us.funded("100.00", "EUR");
        String here = eu.internal("EUR");
        String there = us.internal("EUR");
        others =
                List.of(
                        new Payment(eu, alice, here),
                        new Payment(eu, here, alice),
                        new Payment(us, bob, there),
                        new Payment(us, there, bob));
    }

    @AfterEach
    void everythingEnds() throws Exception {
        TwoRegions.assertAllEnds(world);
    }

    @Test
    @DisplayName("P6: nobody waits for a promise whose end the receiving region does not learn")
    void aPromiseInDoubtHoldsUpNobody() throws Exception {
        Duration ordinary = median(payAll());
        world.cutOneWay("us", "eu");
        String key = Client.key();
        CompletableFuture<Reply> crossing = crossing(eu, key);
        awaitPromise();
        assertNobodyWaits(ordinary);
        crossing.join().refusesNone(503, "REGION_UNAVAILABLE");
        assertThat(promises(PROMISED)).isEqualTo(1);

        world.heal("eu", "us");
        TwoRegions.awaitUp(world);
        eu.transfer(key, payment()).succeeds(201);
    }

    @Test
    @DisplayName("P6: nobody waits for a node that stands still between promise and decision")
    void aCoordinatorThatStandsStillHoldsUpNobody() throws Exception {
        Duration ordinary = median(payAll());
        coordinator.stopAt(Failpoint.PROMISES_RECEIVED);
        String key = Client.key();
        CompletableFuture<Reply> crossing = crossing(coordinator.client(), key);
        coordinator.awaitReached();
        world.cut("eu", "us");
        assertNobodyWaits(ordinary);
        assertThat(promises(PROMISED)).isEqualTo(1);

        coordinator.resume();
        Reply told = crossing.join();
        world.heal("eu", "us");
        TwoRegions.awaitUp(world);
        Reply truth = eu.transfer(key, payment()).succeeds(201);
        assertThat(told.status() == 201 ? told.body() : truth.body()).isEqualTo(truth.body());
    }

    @Test
    @DisplayName("P6: nobody waits for money in flight")
    void moneyInFlightHoldsUpNobody() throws Exception {
        Duration ordinary = median(payAll());
        world.delay("eu", "us", FAR);
        CompletableFuture<Reply> crossing = crossing(eu, Client.key());
        awaitPromise();
        world.cutOneWay("eu", "us");
        crossing.join().succeeds(201);
        assertNobodyWaits(ordinary);
        assertThat(world.region("eu").store().number(IN_FLIGHT)).isEqualTo(1);
        assertThat(promises(PROMISED)).isEqualTo(1);
    }

    private CompletableFuture<Reply> crossing(Client node, String key) {
        return CompletableFuture.supplyAsync(() -> node.transfer(key, payment()));
    }

    private ObjectNode payment() {
        return Client.payment(alice, bob, "1.00", "EUR");
    }

    private void awaitPromise() throws Exception {
        Eventually.within(SOON, () -> assertThat(promises(PROMISED)).isEqualTo(1));
    }

    private long promises(String sql) throws Exception {
        return world.region("us").store().number(sql, Traffic.number(bob));
    }

    /// Others pay at ordinary speed, soon after the promise and when it is old, and all the time no
    /// session of either region holds a transaction open or waits for a lock.
    private void assertNobodyWaits(Duration ordinary) throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        try (ExecutorService watching = Executors.newVirtualThreadPerTaskExecutor()) {
            var heldUp = watching.submit(() -> heldUpUntil(enough));
            try {
                assertOrdinary(payAll(), ordinary);
                Eventually.within(SOON, () -> assertThat(promises(LONG_PROMISED)).isEqualTo(1));
                assertOrdinary(payAll(), ordinary);
                for (RunningRegion region : world.regions()) {
                    Eventually.within(
                            SLOWEST, () -> assertThat(region.store().number(AT_WORK)).isZero());
                }
            } finally {
                enough.set(true);
            }
            assertThat(heldUp.get()).as("what was held up").isEmpty();
        }
    }

    private List<String> heldUpUntil(AtomicBoolean enough) throws Exception {
        List<String> found = new ArrayList<>();
        while (!enough.get()) {
            for (RunningRegion region : world.regions()) {
                found.addAll(region.store().texts(HELD_UP));
            }
            Thread.sleep(NOISE);
        }
        return found;
    }

    private List<Duration> payAll() {
        List<Duration> taken = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Payment each : others) {
                long begun = System.nanoTime();
                each.node().pay(each.from(), each.to(), "1.00", "EUR");
                taken.add(Duration.ofNanos(System.nanoTime() - begun));
            }
        }
        return taken;
    }

    private static void assertOrdinary(List<Duration> taken, Duration ordinary) {
        assertThat(taken).as("payments by others").allMatch(one -> one.compareTo(SLOWEST) < 0);
        assertThat(median(taken)).isLessThan(ordinary.multipliedBy(TIMES).plus(NOISE));
    }

    private static Duration median(List<Duration> taken) {
        return taken.stream().sorted().toList().get(taken.size() / 2);
    }
}
