package dev.nostro.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// When what leaves arrives: without sockets.
@Timeout(20)
final class LineTest {

    private static final Duration DELAY = Duration.ofMillis(40);
    private static final long DELAY_NANOS = DELAY.toNanos();

    /// Longer than anything takes that is not held up.
    private static final Duration A_WHILE = Duration.ofMillis(150);

    private final Line line = new Line(DELAY, new Random(7));

    @Test
    void whatLeavesArrivesAfterTheDelayAndNeverBefore() throws Exception {
        for (int i = 0; i < 10; i++) {
            var stamp = line.leave(100);
            assertThat(stamp.due() - stamp.sent()).isEqualTo(DELAY_NANOS);
            assertThat(line.await(stamp)).isFalse();
            assertThat(System.nanoTime() - stamp.sent()).isGreaterThan(DELAY_NANOS - 200_000);
        }
    }

    @Test
    void theQuickestOfManyIsExact() throws Exception {
        var quickest = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            var stamp = line.leave(100);
            line.await(stamp);
            quickest = Math.min(quickest, System.nanoTime() - stamp.sent());
        }
        assertThat(quickest).isLessThan(Duration.ofMillis(42).toNanos());
    }

    @Test
    void anotherDelayHoldsForWhatLeavesLater() {
        var before = line.leave(1);
        line.delay(Duration.ofMillis(80));
        var after = line.leave(1);
        assertThat(before.due() - before.sent()).isEqualTo(DELAY_NANOS);
        assertThat(after.due() - after.sent()).isEqualTo(2 * DELAY_NANOS);
    }

    @Test
    void aCutHoldsWhatIsUnderWayUntilItIsSentAgain() throws Exception {
        var stamp = line.leave(1);
        line.cut();
        var arrived = arrival(stamp);
        Thread.sleep(A_WHILE);
        assertThat(arrived).isNotDone();
        var healed = System.nanoTime();
        line.heal();
        assertThat(arrived.get() - healed).isGreaterThan(DELAY_NANOS - 200_000);
        assertThat(line.await(stamp)).isTrue();
    }

    @Test
    void whatLeavesAfterAHealIsNotHeld() throws Exception {
        line.cut();
        line.heal();
        assertThat(line.await(line.leave(1))).isFalse();
    }

    @Test
    void healingWhatIsNotCutDelaysNothing() throws Exception {
        var stamp = line.leave(1);
        line.heal();
        assertThat(line.await(stamp)).isFalse();
    }

    @Test
    void whoWaitsCanBeInterrupted() throws Exception {
        line.cut();
        var stamp = line.leave(1);
        var ended = new CompletableFuture<Boolean>();
        var waiting =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                ended.complete(line.await(stamp));
                            } catch (InterruptedException e) {
                                ended.completeExceptionally(e);
                            }
                        });
        waiting.interrupt();
        assertThatThrownBy(ended::get).hasCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void lostSegmentsComeLateByAsMuchAsASenderWaits() {
        line.lose(500);
        var pauses =
                IntStream.range(0, 10_000)
                        .mapToObj(_ -> line.leave(1_000))
                        .mapToLong(stamp -> stamp.due() - stamp.sent() - DELAY_NANOS)
                        .filter(pause -> pause > 0)
                        .boxed()
                        .toList();
        assertThat(pauses.size()).isBetween(400, 600);
        var patience = Duration.ofMillis(280).toNanos();
        assertThat(pauses).contains(patience, 3 * patience).allMatch(p -> p % patience == 0);
    }

    @Test
    void manySegmentsAreMoreLikelyToLoseOne() {
        line.lose(500);
        var late =
                IntStream.range(0, 1_000)
                        .mapToObj(_ -> line.leave(64_000))
                        .filter(stamp -> stamp.due() - stamp.sent() > DELAY_NANOS)
                        .count();
        assertThat(late).isBetween(850L, 940L);
    }

    @Test
    void losesNothingUnlessTold() {
        line.lose(500);
        line.lose(0);
        assertThat(IntStream.range(0, 1_000).mapToObj(_ -> line.leave(64_000)))
                .allMatch(stamp -> stamp.due() - stamp.sent() == DELAY_NANOS);
    }

    @Test
    void tellsHowItIsSet() {
        line.lose(25);
        line.cut();
        assertThat(line.setting()).isEqualTo(new Line.Setting(DELAY, 25, true));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 10_001})
    void refusesDelaysOfNoLine(long millis) {
        assertThatThrownBy(() -> line.delay(Duration.ofMillis(millis)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 5_001})
    void refusesLossesOfNoLine(int loss) {
        assertThatThrownBy(() -> line.lose(loss)).isInstanceOf(IllegalArgumentException.class);
    }

    /// When what left with this stamp arrives.
    private CompletableFuture<Long> arrival(Line.Stamp stamp) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                line.await(stamp);
                return System.nanoTime();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
