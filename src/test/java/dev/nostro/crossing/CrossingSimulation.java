package dev.nostro.crossing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many short lives of a few regions: the real decisions, writers and protocol, on simulated
/// databases and a simulated network, looked at after every commit and every answer.
///
/// A life follows from its seed alone. One that fails names it; `-Dnostro.seed=N` lives it again,
/// `-Dnostro.lives=N` lives more of them or fewer.
final class CrossingSimulation {

    private static final int ENOUGH = 20_000;
    private static final int LIVES = Integer.getInteger("nostro.lives", ENOUGH);
    private static final int AT_ONCE = Runtime.getRuntime().availableProcessors();

    /// What so many lives cannot miss, if they are about what they should be about.
    private static final Set<String> TO_BE_SEEN =
            Set.of(
                    "Posted",
                    "Sent",
                    "AllPosted",
                    "BatchRefused",
                    "KeyReused",
                    "REGION_UNAVAILABLE",
                    "OUTCOME_UNKNOWN",
                    "OVERLOADED",
                    "DATABASE_UNAVAILABLE",
                    "INTERNAL",
                    "INSUFFICIENT_FUNDS",
                    "FROM_CLOSED",
                    "FROM_FROZEN",
                    "TO_CLOSED",
                    "BALANCE_OVERFLOW",
                    "DECIDED",
                    "ABORTED",
                    "queued, sent",
                    "queued, expired",
                    "queued, FROM_FROZEN",
                    "queued, TO_CLOSED",
                    "received",
                    "unclaimed");

    private final Set<String> seen = new ConcurrentSkipListSet<>();
    private final AtomicLong lived = new AtomicLong();
    private final AtomicBoolean failed = new AtomicBoolean();

    @Test
    @Timeout(300)
    void keepsItsPromisesWhateverFails() throws Exception {
        Long given = Long.getLong("nostro.seed");
        try (Quiet _ = new Quiet()) {
            if (given != null) {
                live(given);
            } else {
                liveMany(ThreadLocalRandom.current().nextLong());
                if (LIVES >= ENOUGH) {
                    assertThat(seen).containsAll(TO_BE_SEEN);
                }
            }
        }
    }

    private void liveMany(long firstSeed) throws Exception {
        List<Future<?>> lives = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < AT_ONCE; n++) {
                lives.add(threads.submit(() -> liveOn(firstSeed)));
            }
        }
        for (Future<?> life : lives) {
            life.get();
        }
    }

    private void liveOn(long firstSeed) {
        for (long n = lived.getAndIncrement();
                n < LIVES && !failed.get();
                n = lived.getAndIncrement()) {
            live(firstSeed + n);
        }
    }

    private void live(long seed) {
        try {
            seen.addAll(SimulatedWorld.live(seed));
        } catch (RuntimeException | Error e) {
            failed.set(true);
            throw new AssertionError("with -Dnostro.seed=%d: %s".formatted(seed, e), e);
        }
    }
}
