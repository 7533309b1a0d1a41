package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// P2: a node whose queue is full refuses what is new, and nothing that it has answered before.
@ExtendWith({TwoRegions.class, SharedCoordinator.class})
@Timeout(120)
final class FullQueueIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final RunningWorld world;
    private final Client full;
    private final Client us;

    FullQueueIT(RunningWorld world, Coordinator coordinator) {
        this.world = world;
        this.full = coordinator.client();
        this.us = world.client("us");
    }

    @AfterEach
    void everythingEnds() throws Exception {
        Aftermath.awaitQuiet(world, SOON);
        Aftermath.assertBooksHold(world);
    }

    @Test
    @DisplayName("P2: what was answered is answered again by a node whose queue is full")
    void aFullQueueCostsNoFirstAnswer() throws Exception {
        String held = full.internal("EUR");
        ObjectNode waits = Client.payment(held, full.internal("EUR"), "1.00", "EUR");
        ObjectNode crosses =
                Client.payment(full.internal("EUR"), us.customer("EUR"), "1.00", "EUR");
        ObjectNode local = together(waits);
        ObjectNode abroad = together(crosses);
        List<Asked> asked = Asked.ofEachKind(full, us);
        String localMade = full.post("/v1/transfers/batch", local).succeeds(200).body();
        String abroadMade = full.post("/v1/transfers/batch", abroad).succeeds(200).body();
        List<Future<Reply>> waiting = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            try (Connection holder = lock(held)) {
                fill(callers, waits, waiting);
                for (ObjectNode fresh : List.of(waits, crosses)) {
                    full.transfer(Client.key(), fresh).refusesNone(503, "OVERLOADED");
                }
                asked.forEach(one -> one.repeat(full));
                ObjectNode other = asked.getFirst().body().deepCopy().put("amount", "2.00");
                full.transfer(asked.getFirst().key(), other).refusesNone(422, "KEY_REUSED");
                assertThat(full.post("/v1/transfers/batch", local).body()).isEqualTo(localMade);
                assertThat(full.post("/v1/transfers/batch", abroad).body()).isEqualTo(abroadMade);
                assertThat(waiting).as("the queue is still full").noneMatch(Future::isDone);
                holder.rollback();
            }
            for (Future<Reply> one : waiting) {
                one.get().succeeds(201);
            }
        }
    }

    /// One is in the writer's hands, the others fill the queue.
    private void fill(ExecutorService callers, ObjectNode payment, List<Future<Reply>> waiting)
            throws Exception {
        for (int depth : new int[] {0, Coordinator.QUEUE}) {
            while (waiting.size() <= depth) {
                waiting.add(callers.submit(() -> full.transfer(Client.key(), payment)));
            }
            Eventually.within(SOON, () -> assertThat(holding()).isEqualTo(1));
            Eventually.within(
                    SOON,
                    () -> assertThat(new Meter(full).value("nostro_queue_depth")).isEqualTo(depth));
        }
    }

    /// Sessions that wait for a row.
    private long holding() throws Exception {
        return world.region("eu")
                .store()
                .number(
                        """
                        select count(*) from pg_stat_activity where wait_event_type = 'Lock'
                        and application_name = 'nostro' and datname = current_database()
                        """);
    }

    private Connection lock(String account) throws Exception {
        Connection holder = world.region("eu").store().connect();
        holder.setAutoCommit(false);
        try (Statement statement = holder.createStatement()) {
            statement.execute(
                    "select 1 from account where number = %d for update"
                            .formatted(Traffic.number(account)));
        }
        return holder;
    }

    private static ObjectNode together(ObjectNode payment) {
        ObjectNode batch = Client.body("atomic", true);
        batch.putArray("transfers")
                .add(payment.deepCopy().put("idempotencyKey", Client.key()))
                .add(payment.deepCopy().put("idempotencyKey", Client.key()));
        return batch;
    }
}
