package dev.nostro.bench;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// Idempotency keys: a name that no other run of the bench has, and a number that is given out
/// once.
final class Keys {
    private static final int NAME_BYTES = 8;

    private final String run;
    private final AtomicLong next = new AtomicLong();

    Keys(SecureRandom random) {
        byte[] name = new byte[NAME_BYTES];
        random.nextBytes(name);
        run = HexFormat.of().formatHex(name);
    }

    /// The name of this run of the bench.
    String run() {
        return run;
    }

    String prefix() {
        return "bench-" + run + "-";
    }

    /// Numbers that nobody else gets.
    LongSupplier fresh() {
        return next::getAndIncrement;
    }

    /// The first of `count` numbers that nobody else gets.
    long reserve(long count) {
        return next.getAndAdd(count);
    }

    /// The head of a request followed by the key's header, all but the number.
    byte[] after(byte[] head) {
        byte[] header = ("Idempotency-Key: " + prefix()).getBytes(StandardCharsets.US_ASCII);
        byte[] both = Arrays.copyOf(head, head.length + header.length);
        System.arraycopy(header, 0, both, head.length, header.length);
        return both;
    }
}
