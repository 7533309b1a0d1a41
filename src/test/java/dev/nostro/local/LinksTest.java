package dev.nostro.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What connections between regions go through: real sockets, nothing else.
@Timeout(60)
final class LinksTest {

    private static final Duration DELAY = Duration.ofMillis(40);
    private static final long ROUND_TRIP = 80_000_000;

    /// Timers may fire early by this much.
    private static final long EARLY = 500_000;

    /// Longer than anything takes that is not held up.
    private static final int A_WHILE = 300;

    private final Links links;
    private final Caller ends;

    LinksTest() throws IOException {
        links = Links.open(List.of("eu", "us", "ap"), DELAY);
        ends = Caller.over(links);
    }

    @AfterEach
    void close() throws IOException {
        ends.close();
    }

    @Test
    void eachWayTakesTheDelay() throws Exception {
        try (var near = ends.call();
                var far = ends.answer()) {
            echo(far);
            say(near, "first");
            assertThat(heard(near, 5)).isEqualTo("first");
            var quickest = Long.MAX_VALUE;
            for (int i = 0; i < 20; i++) {
                var begun = System.nanoTime();
                say(near, "ping");
                assertThat(heard(near, 4)).isEqualTo("ping");
                var took = System.nanoTime() - begun;
                assertThat(took).isGreaterThan(ROUND_TRIP - EARLY);
                quickest = Math.min(quickest, took);
            }
            assertThat(quickest).isLessThan(ROUND_TRIP + 4_000_000);
        }
    }

    @Test
    void aConnectionTakesARoundTripBeforeItsFirstBytesLeave() throws Exception {
        var begun = System.nanoTime();
        try (var near = ends.call()) {
            say(near, "hello");
            try (var far = ends.answer()) {
                assertThat(heard(far, 5)).isEqualTo("hello");
                assertThat(System.nanoTime() - begun)
                        .isGreaterThan(ROUND_TRIP + DELAY.toNanos() - EARLY);
            }
        }
    }

    @Test
    void manyBytesArriveInOrderAndFast() throws Exception {
        var sent = bytes(32 << 20);
        try (var near = ends.call();
                var far = ends.answer()) {
            var best = Long.MAX_VALUE;
            // A busy machine slows some of them down, not all.
            for (int i = 0; i < 5 && best > sent.length * 20L; i++) {
                var begun = System.nanoTime();
                var sending = sending(near, sent);
                assertThat(Arrays.equals(far.getInputStream().readNBytes(sent.length), sent))
                        .isTrue();
                sending.get();
                best = Math.min(best, System.nanoTime() - begun);
            }
            assertThat(best).as("ns for 32 MiB: 50 MB/s").isLessThan(sent.length * 20L);
        }
    }

    @Test
    void aCutHoldsEverythingBackAndAHealDeliversIt() throws Exception {
        try (var near = ends.call();
                var far = ends.answer()) {
            say(near, "one ");
            assertThat(heard(far, 4)).isEqualTo("one ");
            say(near, "two ");
            links.cut("eu", "us");
            say(near, "three ");
            say(far, "reply");
            assertSilent(far);
            assertSilent(near);
            links.heal("us", "eu");
            assertThat(heard(far, 10)).isEqualTo("two three ");
            assertThat(heard(near, 5)).isEqualTo("reply");
        }
    }

    @Test
    void aCutOneWayLeavesTheOtherOpen() throws Exception {
        try (var near = ends.call();
                var far = ends.answer()) {
            say(near, "hello");
            assertThat(heard(far, 5)).isEqualTo("hello");
            links.line("us", "eu").cut();
            say(near, "request");
            assertThat(heard(far, 7)).isEqualTo("request");
            say(far, "reply");
            assertSilent(near);
            links.line("us", "eu").heal();
            assertThat(heard(near, 5)).isEqualTo("reply");
        }
    }

    @Test
    void aCutBetweenTwoLeavesTheThirdAlone() throws Exception {
        links.cut("eu", "us");
        try (var near = ends.callFrom("127.0.1.3");
                var far = ends.answer()) {
            say(near, "from ap");
            assertThat(heard(far, 7)).isEqualTo("from ap");
        }
    }

    @Test
    void newConnectionsHangWhileCutAndAreMadeAfterwards() throws Exception {
        links.cut("eu", "us");
        try (var near = ends.call()) {
            say(near, "hello");
            assertNobodyCalls();
            links.heal("eu", "us");
            try (var far = ends.answer()) {
                assertThat(heard(far, 5)).isEqualTo("hello");
            }
        }
    }

    @Test
    void whoGivesUpDuringACutIsNotPutThrough() throws Exception {
        links.line("eu", "us").cut();
        try (var near = ends.call()) {
            say(near, "too late");
            assertNobodyCalls();
        }
        Thread.sleep(A_WHILE);
        links.heal("eu", "us");
        try (var far = ends.answer()) {
            assertThatThrownBy(() -> far.getInputStream().read())
                    .isInstanceOf(SocketException.class);
        }
    }

    @Test
    void nobodyLearnsOfAnEndBehindACut() throws Exception {
        try (var near = ends.call();
                var far = ends.answer()) {
            say(near, "hello");
            assertThat(heard(far, 5)).isEqualTo("hello");
            links.cut("eu", "us");
            say(far, "last words");
            hangUp(far);
            assertSilent(near);
            links.heal("eu", "us");
            assertThat(heard(near, 10)).isEqualTo("last words");
            assertThat(near.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void eachDirectionEndsByItself() throws Exception {
        try (var near = ends.call();
                var far = ends.answer()) {
            say(near, "question");
            near.shutdownOutput();
            assertThat(new String(far.getInputStream().readAllBytes(), UTF_8))
                    .isEqualTo("question");
            say(far, "answer");
            hangUp(far);
            assertThat(new String(near.getInputStream().readAllBytes(), UTF_8)).isEqualTo("answer");
        }
    }

    @Test
    void aResetComesThrough() throws Exception {
        try (var near = ends.call();
                var far = ends.answer()) {
            far.setSoLinger(true, 0);
            hangUp(far);
            assertThatThrownBy(() -> near.getInputStream().read())
                    .isInstanceOf(SocketException.class);
        }
    }

    @Test
    void whoSendsToSomebodyGoneIsReset() throws Exception {
        try (var near = ends.call();
                var far = ends.answer()) {
            hangUp(far);
            assertThat(near.getInputStream().read()).isEqualTo(-1);
            assertThatThrownBy(
                            () -> {
                                for (int i = 0; i < 100; i++) {
                                    say(near, "anybody there?");
                                    Thread.sleep(20);
                                }
                            })
                    .isInstanceOf(SocketException.class);
        }
    }

    @Test
    void lossesStallAndLoseNothing() throws Exception {
        links.delay("eu", "us", Duration.ofMillis(1));
        links.lose("eu", "us", 100);
        var sent = bytes(1 << 20);
        var begun = System.nanoTime();
        try (var near = ends.call();
                var far = ends.answer()) {
            var sending = sending(near, sent);
            assertThat(Arrays.equals(far.getInputStream().readNBytes(sent.length), sent)).isTrue();
            sending.get();
        }
        assertThat(System.nanoTime() - begun).isGreaterThan(Duration.ofMillis(200).toNanos());
    }

    @Test
    void whoSendsIntoACutIsHeldBackAndThenAllArrives() throws Exception {
        try (var near = ends.call();
                var far = ends.answer()) {
            links.cut("eu", "us");
            var sent = bytes(96 << 20);
            var progress = new AtomicLong();
            var sending =
                    CompletableFuture.runAsync(() -> {
                        for (int at = 0; at < sent.length; at += 1 << 16) {
                            write(near, sent, at);
                            progress.set(at);
                        }
                    });
            Thread.sleep(5L * A_WHILE);
            assertThat(sending).isNotDone();
            assertThat(progress.get()).isLessThan(48 << 20);
            links.heal("eu", "us");
            assertThat(Arrays.equals(far.getInputStream().readNBytes(sent.length), sent)).isTrue();
            sending.get();
        }
    }

    @Test
    void skipsNodesThatAreGoneAndTakesTheOthersInTurn() throws Exception {
        var gone = URI.create("http://127.0.0.1:" + Ports.free());
        try (var other = new ServerSocket(0, 1, ends.node().getInetAddress())) {
            other.setSoTimeout(A_WHILE * 10);
            var second = URI.create("http://127.0.0.1:" + other.getLocalPort());
            links.lead("us", List.of(ends.url(), gone, second));
            for (int i = 0; i < 3; i++) {
                ends.call().close();
            }
            ends.answer().close();
            other.accept().close();
        }
    }

    @Test
    void whereNobodyAnswersTheCallerIsReset() throws Exception {
        links.lead("us", List.of());
        try (var near = ends.call()) {
            assertThatThrownBy(() -> near.getInputStream().read())
                    .isInstanceOf(SocketException.class);
        }
    }

    @Test
    void strangersAreTurnedAway() throws Exception {
        try (var near = ends.callFrom("127.0.0.1")) {
            assertThat(near.getInputStream().read()).isEqualTo(-1);
            assertNobodyCalls();
        }
    }

    @Test
    void closingEndsEveryConnection() throws Exception {
        try (var near = ends.call();
                var far = ends.answer()) {
            links.close();
            assertThatThrownBy(() -> near.getInputStream().read())
                    .isInstanceOf(SocketException.class);
            assertThatThrownBy(() -> far.getInputStream().read())
                    .isInstanceOf(SocketException.class);
        }
    }

    @Test
    void tellsNodesOfEveryRegionButNotTheWayToTheirOwn() {
        assertThat(links.nodeConfig("us", "secret"))
                .isEqualTo(
                        Map.of(
                                "nostro.regions.eu.name", "eu",
                                "nostro.regions.us.name", "us",
                                "nostro.regions.ap.name", "ap",
                                "nostro.regions.eu.url", links.url("eu").toString(),
                                "nostro.regions.ap.url", links.url("ap").toString(),
                                "nostro.link.from", "127.0.1.2",
                                "nostro.link.secret", "secret"));
        assertThat(links.url("ap").getHost()).isEqualTo("127.0.1.3");
    }

    private static void hangUp(Socket socket) throws IOException {
        socket.close();
    }

    private void assertNobodyCalls() throws IOException {
        ends.node().setSoTimeout(A_WHILE);
        assertThatThrownBy(() -> ends.node().accept()).isInstanceOf(SocketTimeoutException.class);
        ends.node().setSoTimeout(10_000);
    }

    private static void assertSilent(Socket socket) throws IOException {
        var patience = socket.getSoTimeout();
        socket.setSoTimeout(A_WHILE);
        assertThatThrownBy(() -> socket.getInputStream().read())
                .isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(patience);
    }

    private static void say(Socket socket, String words) throws IOException {
        socket.getOutputStream().write(words.getBytes(UTF_8));
    }

    private static String heard(Socket socket, int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), UTF_8);
    }

    private static void echo(Socket far) {
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        far.getInputStream().transferTo(far.getOutputStream());
                    } catch (IOException _) {
                        // The test is over.
                    }
                });
    }

    private static byte[] bytes(int length) {
        var bytes = new byte[length];
        new Random(11).nextBytes(bytes);
        return bytes;
    }

    private static CompletableFuture<Void> sending(Socket socket, byte[] bytes) {
        return CompletableFuture.runAsync(() -> {
            for (int at = 0; at < bytes.length; at += 1 << 16) {
                write(socket, bytes, at);
            }
        });
    }

    private static void write(Socket socket, byte[] bytes, int at) {
        try {
            socket.getOutputStream().write(bytes, at, Math.min(1 << 16, bytes.length - at));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
