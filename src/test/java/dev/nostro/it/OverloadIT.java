package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// A full queue says so at once, and what is in it is not forgotten.
@ExtendWith(SharedRegion.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
final class OverloadIT {

    private static final int QUEUE = 20;
    private static final int REQUESTS = 80;
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final RunningRegion region;
    private final LooseNode narrow;
    private final String payer;
    private final String payee;

    OverloadIT(RunningRegion region) throws Exception {
        this.region = region;
        this.narrow =
                LooseNode.join(
                        region.store(),
                        "narrow",
                        Map.of(
                                "nostro.writer.count",
                                "1",
                                "nostro.writer.queue",
                                Integer.toString(QUEUE),
                                "nostro.writer.batch",
                                "5",
                                "nostro.answer.within",
                                PATIENCE.toSeconds() + "s"));
        this.payer = region.client(0).internal("EUR");
        this.payee = region.client(0).internal("EUR");
    }

    @BeforeAll
    void warmUp() {
        narrow.client().pay(payer, payee, "1.00", "EUR");
    }

    @AfterAll
    void leave() {
        narrow.close();
    }

    @Test
    void refusesAtOnceWhatDoesNotFitAndDoesTheRest() throws Exception {
        long before = balance();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<String> keys = new ArrayList<>();
            List<Future<Reply>> replies = new ArrayList<>();
            try (Connection holder = lockPayer()) {
                replies.add(callers.submit(pay(keys)));
                Eventually.within(Duration.ofSeconds(5), () -> assertThat(waiting()).isEqualTo(1));
                for (int n = 1; n < REQUESTS; n++) {
                    replies.add(callers.submit(pay(keys)));
                }
                long begin = System.nanoTime();
                Eventually.within(
                        Duration.ofSeconds(2),
                        () -> assertThat(done(replies)).hasSize(REQUESTS - QUEUE - 1));
                assertThat(Duration.ofNanos(System.nanoTime() - begin))
                        .isLessThan(Duration.ofSeconds(1));
                assertThat(queueDepth()).isEqualTo(QUEUE);
                for (Future<Reply> refused : done(replies)) {
                    refused.resultNow().refusesNone(503, "OVERLOADED");
                    assertThat(refused.resultNow().header("Retry-After")).hasValue("1");
                }
                holder.rollback();
            }
            assertThat(statuses(replies)).filteredOn(status -> status == 201).hasSize(QUEUE + 1);
            assertThat(payEach(keys, before)).isEqualTo(REQUESTS - QUEUE - 1);
        }
    }

    /// What waited in vain was sent nowhere; what a writer has in its hands is not known.
    @Test
    void answersInTimeAlsoWhenTheDatabaseIsSlow() throws Exception {
        long before = balance();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<String> keys = new ArrayList<>();
            Future<Reply> atWork;
            Future<Reply> waiting;
            try (Connection holder = lockPayer()) {
                long begin = System.nanoTime();
                atWork = callers.submit(pay(keys));
                Eventually.within(Duration.ofSeconds(5), () -> assertThat(waiting()).isEqualTo(1));
                waiting = callers.submit(pay(keys));
                waiting.get(30, TimeUnit.SECONDS).refusesNone(503, "DATABASE_UNAVAILABLE");
                atWork.get(30, TimeUnit.SECONDS).refuses(504, "OUTCOME_UNKNOWN");
                assertThat(Duration.ofNanos(System.nanoTime() - begin))
                        .isBetween(PATIENCE, PATIENCE.plusSeconds(2));
                assertThat(atWork.resultNow().at("/outcome")).isEqualTo("unknown");
                holder.rollback();
            }
            // What is at work may be overtaken by its own retry: then that pays.
            assertThat(payEach(keys, before)).isBetween(1, 2);
        }
    }

    private Connection lockPayer() throws Exception {
        Connection holder = region.store().connect();
        holder.setAutoCommit(false);
        try (Statement statement = holder.createStatement()) {
            statement.execute("select 1 from account where number = " + number() + " for update");
        }
        return holder;
    }

    private Callable<Reply> pay(List<String> keys) {
        String key = Client.key();
        keys.add(key);
        return () -> narrow.client().transfer(key, payment());
    }

    private ObjectNode payment() {
        return Client.payment(payer, payee, "1.00", "EUR");
    }

    /// Each key pays once, now or before: what is not known may still be at work. Gives how many
    /// did so now.
    private int payEach(List<String> keys, long before) throws Exception {
        int now = 0;
        for (String key : keys) {
            Reply reply = region.client(1).transfer(key, payment()).succeeds(201);
            now += reply.replayed() ? 0 : 1;
        }
        assertThat(balance()).isEqualTo(before - 100L * keys.size());
        for (String key : keys) {
            assertThat(region.client(0).transfer(key, payment()).replayed()).isTrue();
        }
        region.store().assertBooksHold();
        return now;
    }

    private long balance() throws Exception {
        return region.store().number("select balance from account where number = ?", number());
    }

    private long number() {
        return Traffic.number(payer);
    }

    /// Nodes' sessions that wait for a lock.
    private long waiting() throws Exception {
        return region.store()
                .number(
                        """
                        select count(*) from pg_stat_activity where wait_event_type = 'Lock'
                        and application_name = 'nostro' and datname = current_database()
                        """);
    }

    private long queueDepth() {
        return new Meter(narrow.client()).value("nostro_queue_depth");
    }

    private static List<Future<Reply>> done(List<Future<Reply>> replies) {
        return replies.stream().filter(Future::isDone).toList();
    }

    private static List<Integer> statuses(List<Future<Reply>> replies) throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (Future<Reply> reply : replies) {
            statuses.add(reply.get(30, TimeUnit.SECONDS).status());
        }
        return statuses;
    }
}
