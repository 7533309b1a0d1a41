package dev.nostro.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LoadLoopTest {
    private static final Window SHORT = new Window(Duration.ofMillis(100), Duration.ofMillis(400));

    private final Keys keys = new Keys(new SecureRandom());
    private final Population accounts =
            new Population(List.of("eu-1", "eu-2", "eu-3", "eu-4", "eu-5"), 1);
    private final Set<String> seenKeys = ConcurrentHashMap.newKeySet();
    private final Set<String> bodies = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server = create();

    @BeforeEach
    void start() {
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void closedModelKeepsEveryConnectionBusyAndCountsEveryAnswer() throws IOException {
        answer(201, 0);

        Tally tally;
        try (var loop = loop(4)) {
            tally = loop.closed(SHORT, Probe.none());
        }

        assertThat(tally.errors()).isZero();
        assertThat(tally.operations()).isPositive().isLessThan(tally.allOperations());
        assertThat(tally.allOperations()).isEqualTo(requests.get());
        assertThat(accounts.movements().transfers()).isEqualTo(requests.get());
        assertThat(seenKeys).hasSize(requests.get());
        assertThat(bodies)
                .allMatch(body ->
                        body.matches(
                                "\\{\"from\":\"eu-[12]\",\"to\":\"eu-[12]\","
                                        + "\"amount\":\"0.01\",\"currency\":\"EUR\","
                                        + "\"reference\":\"bench\"}"));
    }

    @Test
    void openModelSendsAtItsRate() throws IOException {
        answer(201, 0);

        Tally tally;
        try (var loop = loop(8)) {
            tally = loop.open(200, SHORT, Probe.none());
        }

        assertThat(tally.allOperations()).isEqualTo(requests.get()).isBetween(90L, 101L);
        assertThat(tally.errors()).isZero();
    }

    @Test
    void openModelFeelsAStallInEveryRequestThatItDelays() throws IOException {
        answer(201, 50);

        Tally tally;
        try (var loop = loop(1)) {
            tally = loop.open(100, SHORT, Probe.none());
        }

        assertThat(tally.allOperations()).isEqualTo(requests.get()).isBetween(45L, 51L);
        assertThat(tally.millisAt(50)).as("one connection does 20/s of 100/s").isGreaterThan(500);
    }

    @Test
    void aLostConnectionIsAnUnknownAndNotTheEnd() throws IOException {
        server.createContext(
                "/v1/transfers",
                exchange -> {
                    requests.incrementAndGet();
                    exchange.close();
                });

        Tally tally;
        try (var loop = loop(1)) {
            tally = loop.all(3);
        }

        assertThat(tally.unanswered()).hasSize(3);
        assertThat(tally.errors()).isEqualTo(3);
        assertThat(accounts.movements().transfers()).isZero();
    }

    @Test
    void unknownRequestsAreSentAgainWithTheSameKeys() throws Exception {
        answer(504, 0);
        Tally tally;
        try (var loop = loop(2)) {
            tally = loop.all(5);
        }
        Set<String> first = Set.copyOf(seenKeys);
        server.removeContext("/v1/transfers");
        answer(201, 0);

        Retries.settle(endpoint(), traffic(), tally.unanswered());

        assertThat(first).hasSize(5);
        assertThat(seenKeys).isEqualTo(first);
        assertThat(accounts.movements().transfers()).isEqualTo(5);
    }

    @Test
    void aRefusalIsAnErrorWhereNoneIsExpected() throws IOException {
        answer(422, 0);

        try (var loop = loop(1)) {
            Tally tally = loop.all(2);
            assertThat(tally.errors()).isEqualTo(2);
            assertThat(tally.unanswered()).isEmpty();
        }
    }

    private void answer(int status, int delayMillis) {
        server.createContext(
                "/v1/transfers",
                exchange -> {
                    try {
                        Thread.sleep(delayMillis);
                        reply(exchange, status);
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    private void reply(HttpExchange exchange, int status) throws IOException {
        requests.incrementAndGet();
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        seenKeys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private LoadLoop loop(int connections) throws IOException {
        return new LoadLoop(endpoint().address(), connections, traffic(), keys.fresh());
    }

    private Traffic traffic() {
        Pairs pairs = Pairs.uniform(accounts.funded());
        return new TransferTraffic(endpoint().url(), keys, accounts, pairs, Expectation.POSTED);
    }

    private Endpoint endpoint() {
        int port = server.getAddress().getPort();
        return new Endpoint(URI.create("http://127.0.0.1:" + port), OptionalLong.empty());
    }

    private static HttpServer create() {
        try {
            var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            return HttpServer.create(loopback, 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
