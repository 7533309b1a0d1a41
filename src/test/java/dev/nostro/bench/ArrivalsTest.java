package dev.nostro.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ArrivalsTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void closedModelIsAlwaysDueAndCountsFromNow() {
        Arrivals closed = new Arrivals.Closed();

        assertThat(closed.due(17)).isTrue();
        assertThat(closed.take(17)).isEqualTo(17);
        assertThat(closed.idleFor(17)).isZero();
    }

    @Test
    void openModelIsDueAtItsRate() {
        Arrivals open = new Arrivals.Open(1000, 4);

        assertThat(open.take(1000)).isEqualTo(1000);
        assertThat(open.due(1000)).isFalse();
        assertThat(open.idleFor(1000)).isEqualTo(SECOND / 4);
        assertThat(open.due(1000 + SECOND / 4)).isTrue();
    }

    @Test
    void aStallIsCountedFromTheIntendedTimes() {
        Arrivals open = new Arrivals.Open(0, 10);
        open.take(0);
        long late = SECOND;

        int due = 0;
        long firstIntended = -1;
        while (open.due(late)) {
            long intended = open.take(late);
            firstIntended = due == 0 ? intended : firstIntended;
            due++;
        }

        assertThat(due).isEqualTo(10);
        assertThat(firstIntended).isEqualTo(SECOND / 10);
    }

    @Test
    void roundingDoesNotAddUp() {
        Arrivals open = new Arrivals.Open(0, 3);
        long last = 0;
        for (int i = 0; i <= 3_000_000; i++) {
            last = open.take(Long.MAX_VALUE);
        }

        assertThat(last).isBetween(1_000_000 * SECOND - 1000, 1_000_000 * SECOND + 1000);
    }

    @Test
    void aClockMayBeNegative() {
        Arrivals open = new Arrivals.Open(-5 * SECOND, 1);

        assertThat(open.due(-5 * SECOND - 1)).isFalse();
        assertThat(open.due(-5 * SECOND)).isTrue();
    }

    @Test
    void refusesARateThatIsNone() {
        assertThatThrownBy(() -> new Arrivals.Open(0, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Arrivals.Open(0, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
