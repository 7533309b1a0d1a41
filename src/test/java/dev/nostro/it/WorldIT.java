package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// What the tests of several regions stand on: the regions are what they say they are, and reach
/// each other over links that obey.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
final class WorldIT {

    private static final Duration ONE_WAY = Duration.ofMillis(20);

    private final RunningWorld world;

    WorldIT() throws IOException {
        world =
                RunningWorld.start(
                        RunningWorld.Plan.of("world", 1, "eu", "us").withOneWay(ONE_WAY));
    }

    @AfterAll
    void end() {
        world.close();
    }

    @AfterEach
    void heal() {
        world.healAll();
    }

    @Test
    void eachRegionKeepsBooksOfItsOwn() throws Exception {
        for (RunningRegion region : world.regions()) {
            String account = world.client(region.id()).funded("1.00", "EUR");
            assertThat(account).startsWith(region.id() + "-");
            assertThat(region.store().texts("select region from home"))
                    .containsExactly(region.id());
            region.store().assertBooksHold();
        }
    }

    @Test
    void aRegionIsReachedOverItsLink() throws IOException {
        try (Socket us = fromEuToUs()) {
            long begun = System.nanoTime();
            ask(us);
            assertThat(answered(us)).isEqualTo("HTTP/1.1 200 OK");
            assertThat(System.nanoTime() - begun).isGreaterThan(2 * ONE_WAY.toNanos() - 1_000_000);
        }
    }

    @Test
    void aCutSwallowsQuestionsUntilItHeals() throws IOException {
        try (Socket us = fromEuToUs()) {
            world.cut("eu", "us");
            assertNoAnswer(us);
            world.heal("eu", "us");
            assertThat(answered(us)).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void aCutOneWaySwallowsAnswers() throws IOException {
        try (Socket us = fromEuToUs()) {
            ask(us);
            assertThat(answered(us)).isEqualTo("HTTP/1.1 200 OK");
            world.cutOneWay("us", "eu");
            assertNoAnswer(us);
        }
    }

    @Test
    void aNodeIsFoundAgainAfterItsRestart() throws IOException {
        world.region("us").node(0).kill();
        try (Socket us = fromEuToUs()) {
            assertThatThrownBy(() -> answered(us)).isInstanceOf(IOException.class);
        }
        world.region("us").restart(0);
        try (Socket us = fromEuToUs()) {
            ask(us);
            assertThat(answered(us)).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    private Socket fromEuToUs() throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(10_000);
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.1.1"), 0));
        var us = world.links().url("us");
        socket.connect(new InetSocketAddress(us.getHost(), us.getPort()));
        return socket;
    }

    private static void assertNoAnswer(Socket socket) throws IOException {
        ask(socket);
        socket.setSoTimeout(500);
        assertThatThrownBy(() -> answered(socket)).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(10_000);
    }

    private static void ask(Socket socket) throws IOException {
        String request = "GET /q/health/ready HTTP/1.1\r\nHost: us\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    /// The first line of an answer, which is small enough to come at once.
    private static String answered(Socket socket) throws IOException {
        byte[] some = new byte[4096];
        int n = socket.getInputStream().read(some);
        if (n < 0) {
            throw new IOException("the connection has ended");
        }
        return new String(some, 0, n, StandardCharsets.US_ASCII).lines().findFirst().orElse("");
    }
}
