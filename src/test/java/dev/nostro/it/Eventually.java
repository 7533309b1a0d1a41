package dev.nostro.it;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// Waits for something to become true, and says what was not when it does not.
final class Eventually {

    private static final Duration POLL = Duration.ofMillis(20);

    private Eventually() {}

    /// Asserts again and again until it holds; gives how long that took.
    static Duration within(Duration limit, ThrowingCallable assertion) throws Exception {
        long begin = System.nanoTime();
        while (true) {
            try {
                assertion.call();
                return Duration.ofNanos(System.nanoTime() - begin);
            } catch (Exception | AssertionError e) {
                if (System.nanoTime() - begin > limit.toNanos()) {
                    throw new AssertionError("not within " + limit + ": " + e.getMessage(), e);
                }
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
            Thread.sleep(POLL);
        }
    }
}
