package dev.nostro.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class PairsTest {

    @Test
    void uniformReachesEveryAccountAboutEquallyAndNeverPaysItself() {
        int accounts = 100;
        int[] paid = new int[accounts];
        int[] received = new int[accounts];
        Pairs pairs = Pairs.uniform(accounts);

        for (long n = 0; n < 100_000; n++) {
            assertThat(pairs.from(n)).isNotEqualTo(pairs.to(n));
            paid[pairs.from(n)]++;
            received[pairs.to(n)]++;
        }

        assertThat(Arrays.stream(paid).summaryStatistics().getMin()).isGreaterThan(800);
        assertThat(Arrays.stream(paid).summaryStatistics().getMax()).isLessThan(1200);
        assertThat(Arrays.stream(received).summaryStatistics().getMin()).isGreaterThan(800);
        assertThat(Arrays.stream(received).summaryStatistics().getMax()).isLessThan(1200);
    }

    @Test
    void theSameNumberIsAlwaysTheSamePair() {
        assertThat(Pairs.uniform(1000).from(42)).isEqualTo(Pairs.uniform(1000).from(42));
        assertThat(Pairs.uniform(1000).to(42)).isEqualTo(Pairs.uniform(1000).to(42));
    }

    @Test
    void theHotAccountIsOnEveryTransfer() {
        for (long n = 0; n < 100; n++) {
            assertThat(Pairs.payingFrom(10, 10).from(n)).isEqualTo(10);
            assertThat(Pairs.payingFrom(10, 10).to(n)).isBetween(0, 9);
            assertThat(Pairs.payingTo(10, 10).to(n)).isEqualTo(10);
            assertThat(Pairs.payingFromEmpty(11, 5, 10).from(n)).isBetween(11, 15);
        }
    }
}
