package dev.nostro.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// When a region is not worth calling any more, and when it is again.
final class BreakerTest {

    private final Breaker breaker = new Breaker();
    private long now = Long.MAX_VALUE - 5;

    @Test
    void isClosedBeforeAnythingIsKnown() {
        assertThat(breaker.closed()).isTrue();
    }

    @Test
    void aMissedGreetingOpensIt() {
        assertThat(breaker.missed(now)).isTrue();
        assertThat(breaker.closed()).isFalse();
        assertThat(breaker.missed(now)).as("it was open already").isFalse();
    }

    @Test
    void lostCallsInARowOpenIt() {
        for (int call = 1; call < Breaker.CALLS; call++) {
            assertThat(breaker.lost(now)).isFalse();
        }
        assertThat(breaker.closed()).isTrue();
        assertThat(breaker.lost(now)).isTrue();
        assertThat(breaker.closed()).isFalse();
    }

    @Test
    void anAnswerInBetweenStartsTheCountAgain() {
        for (int call = 0; call < Breaker.CALLS * 3; call++) {
            breaker.lost(now);
            breaker.answered();
        }
        assertThat(breaker.closed()).isTrue();
    }

    @Test
    void onlyAGoodGreetingClosesIt() {
        breaker.missed(now);
        breaker.answered();
        assertThat(breaker.closed()).isFalse();
        assertThat(breaker.greeted(tick())).isTrue();
        assertThat(breaker.closed()).isTrue();
        assertThat(breaker.greeted(tick())).as("it was closed already").isFalse();
    }

    @Test
    void whatBeganBeforeTheLastGoodGreetingSaysNothing() {
        long before = now;
        breaker.missed(before);
        breaker.greeted(tick());
        assertThat(breaker.missed(before)).isFalse();
        for (int call = 0; call < Breaker.CALLS; call++) {
            assertThat(breaker.lost(before)).isFalse();
        }
        assertThat(breaker.closed()).isTrue();
        assertThat(breaker.missed(tick())).isTrue();
    }

    @Test
    void theClockMayRunOverItsEnd() {
        breaker.greeted(now);
        for (int tick = 0; tick < 10; tick++) {
            tick();
        }
        assertThat(now).isNegative();
        assertThat(breaker.missed(now)).isTrue();
    }

    private long tick() {
        return ++now;
    }
}
