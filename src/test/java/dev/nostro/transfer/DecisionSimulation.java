package dev.nostro.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostro.account.Standing;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random batches, decided and compared with a naive ledger; after each batch the books are looked
/// at from every side. A seed that fails is named; `-Dnostro.seed=N` tries it again.
final class DecisionSimulation {

    private static final long DEFAULT_SEED = 20_260_131;
    private static final int COMMANDS = 100_000;

    static LongStream seeds() {
        Long given = Long.getLong("nostro.seed");
        return given != null
                ? LongStream.of(given)
                : LongStream.of(DEFAULT_SEED, ThreadLocalRandom.current().nextLong());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void decidesAsANaiveLedgerDoes(long seed) {
        Random random = new Random(seed);
        Set<String> said = new TreeSet<>();
        int commands = 0;
        try {
            while (commands < COMMANDS) {
                commands += new World(random, said).live();
            }
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("with -Dnostro.seed=%d: %s".formatted(seed, e), e);
        }
        assertThat(said).as("seed %d", seed).containsAll(everythingThereIsToSay());
    }

    @Test
    void seesACentThatMovedByItself() {
        // Given
        World world = new World(new Random(DEFAULT_SEED), new TreeSet<>());
        List<Standing> standings = world.books().standings();

        // When
        world.books()
                .decide(
                        Sent.transfer(
                                "behind its back",
                                standings.getFirst().id(),
                                standings.get(2).id(),
                                1));

        // Then
        assertThatThrownBy(world::live).isInstanceOf(AssertionError.class);
    }

    private static List<String> everythingThereIsToSay() {
        return Stream.concat(
                        Stream.of("posted", "opened", "amended", "all posted", "NOT_FOUND"),
                        Stream.of(Reason.values())
                                .filter(reason -> reason.compareTo(Reason.KEY_REUSED) >= 0)
                                .filter(reason -> reason.status() < 500)
                                .filter(reason -> reason != Reason.BATCH_REFUSED)
                                .filter(reason -> reason != Reason.ACCOUNT_HAS_HOLDS)
                                .filter(reason -> reason != Reason.ACCOUNT_HAS_PROMISES)
                                .map(Reason::name))
                .toList();
    }
}
