package dev.nostro.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// Keys that have their outcome already, sent again and again in the order of their numbers.
final class Replays {
    private static final int KEYS = 10_000;
    private static final int CONNECTIONS = 64;

    private final long first;
    private final AtomicLong next = new AtomicLong();

    private Replays(long first) {
        this.first = first;
    }

    /// Sends each key for the first time.
    static Replays prepare(Endpoint node, Keys keys, Traffic firstTime)
            throws IOException, Mismatch {
        var replays = new Replays(keys.reserve(KEYS));
        List<Long> numbers = new ArrayList<>();
        for (long n = 0; n < KEYS; n++) {
            numbers.add(replays.first + n);
        }
        Retries.send(node, firstTime, numbers, CONNECTIONS);
        return replays;
    }

    LongSupplier numbers() {
        return () -> first + next.getAndIncrement() % KEYS;
    }
}
