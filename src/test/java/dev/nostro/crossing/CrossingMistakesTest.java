package dev.nostro.crossing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The simulation's own test: it sees each mistake that is planted into the real code.
@Timeout(300)
final class CrossingMistakesTest {

    private static final int LIVES = 5_000;

    @ParameterizedTest
    @EnumSource
    void isSeen(Mistake mistake) throws IOException, ReflectiveOperationException {
        try (Quiet _ = new Quiet();
                Planted planted = Planted.with(mistake)) {
            for (long seed = 1; seed <= LIVES; seed++) {
                try {
                    planted.live(seed);
                } catch (InvocationTargetException seen) {
                    assertThat(seen.getCause()).hasMessageContaining("Invariants$Harm");
                    return;
                }
            }
        }
        fail("no harm in %d lives with %s", LIVES, mistake);
    }
}
