package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Commands that end up in one batch, because every writer of the node waits for a lock while they
/// arrive.
@ExtendWith(SharedRegion.class)
final class OneBatchIT {

    private static final int WRITERS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RunningRegion region;
    private final Client node;

    OneBatchIT(RunningRegion region) {
        this.region = region;
        this.node = region.client(0);
    }

    @Test
    void writesALimitTogetherWithTheBalanceThatNeedsIt() throws Exception {
        // Given
        String bank = node.internal("EUR");
        String poor = node.customer("EUR");
        String paid = node.funded("50.00", "EUR");
        long broken = metric("nostro_batch_failures_total{kind=\"BROKEN\"}");

        // When
        List<Reply> raised =
                together(
                        () ->
                                node.patch(
                                        "/v1/accounts/" + poor,
                                        limit("10.00"),
                                        "If-Match",
                                        "\"0\""),
                        () -> node.pay(poor, bank, "10.00", "EUR"));
        List<Reply> lowered =
                together(
                        () -> node.pay(paid, poor, "10.00", "EUR"),
                        () ->
                                node.patch(
                                        "/v1/accounts/" + poor,
                                        limit("0.00"),
                                        "If-Match",
                                        "\"1\""));
        List<Reply> closed =
                together(
                        () -> node.pay(paid, bank, "40.00", "EUR"),
                        () -> node.patch("/v1/accounts/" + paid, Client.body("state", "closed")));

        // Then
        assertThat(raised).extracting(Reply::status).containsExactly(200, 201);
        assertThat(lowered).extracting(Reply::status).containsExactly(201, 200);
        assertThat(closed).extracting(Reply::status).containsExactly(201, 200);
        assertThat(closed.getLast().at("/balance")).isEqualTo("0.00");
        assertThat(metric("nostro_batch_failures_total{kind=\"BROKEN\"}")).isEqualTo(broken);
        region.store().assertBooksHold();
    }

    private static Object limit(String amount) {
        return Client.body("overdraftLimit", amount);
    }

    /// The replies to requests that arrive one after the other and are decided in one batch.
    @SafeVarargs
    private List<Reply> together(Callable<Reply>... requests) throws Exception {
        String bank = node.internal("EUR");
        List<String> plugs = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            plugs.add(node.customer("EUR"));
        }
        List<Future<Reply>> plugged = new ArrayList<>();
        List<Future<Reply>> replies = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
                Connection lock = region.store().connect()) {
            hold(lock, plugs);
            for (int writer = 0; writer < WRITERS; writer++) {
                String plug = plugs.get(writer);
                plugged.add(callers.submit(() -> node.pay(bank, plug, "1.00", "EUR")));
                await(this::waitingForLocks, plugged.size());
            }
            for (Callable<Reply> request : requests) {
                replies.add(callers.submit(request));
                await(() -> metric("nostro_queue_depth"), replies.size());
            }
            lock.rollback();
        }
        assertThat(joined(plugged)).extracting(Reply::status).containsOnly(201);
        return joined(replies);
    }

    private static List<Reply> joined(List<Future<Reply>> replies) throws Exception {
        List<Reply> all = new ArrayList<>();
        for (Future<Reply> reply : replies) {
            all.add(reply.get());
        }
        return all;
    }

    private static void hold(Connection lock, List<String> accounts) throws SQLException {
        lock.setAutoCommit(false);
        try (Statement statement = lock.createStatement()) {
            for (String account : accounts) {
                statement.execute(
                        "select 1 from account where number = %s for update"
                                .formatted(account.substring(account.indexOf('-') + 1)));
            }
        }
    }

    private long waitingForLocks() throws SQLException {
        return region.store()
                .number("select count(*) from pg_stat_activity where wait_event_type = 'Lock'");
    }

    /// The value of a metric of the node, whole.
    private long metric(String name) {
        return node.get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1))
                .mapToLong(value -> (long) Double.parseDouble(value))
                .findFirst()
                .orElseThrow();
    }

    private static void await(Callable<Long> number, long expected) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (number.call() != expected) {
            assertThat(System.nanoTime()).as("waiting for " + expected).isLessThan(end);
            Thread.sleep(10);
        }
    }
}
