package dev.nostro.local;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/// What carries bytes from one region to another, in that direction only: how long they take,
/// whether they pass, how many segments get lost on the way.
///
/// It behaves as a long TCP connection does, not as its wire: nothing is ever missing or out of
/// order. What a cut or a loss swallows is sent again, so it comes late, and all behind it too. May
/// be changed at any time from any thread; what is under way then keeps the delay it left with.
public final class Line {

    /// The longest one-way delay: more is no link between two places on earth.
    public static final Duration LONGEST_DELAY = Duration.ofSeconds(10);

    /// In hundredths of a percent. Above this a stream hardly moves: that is what a cut is for.
    public static final int MOST_LOSS = 5_000;

    private static final int CERTAIN = 10_000;

    /// What an Ethernet frame carries of a TCP stream.
    private static final int SEGMENT = 1_460;

    /// The least that a sender waits for an acknowledgement, above the round trip, as in Linux.
    private static final long PATIENCE = Duration.ofMillis(200).toNanos();

    /// How often in a row the same bytes may be lost: each time the sender waits twice as long.
    private static final int MOST_REPEATS = 6;

    /// Not worth a sleep: a timer is hardly more exact.
    private static final long SLACK = Duration.ofNanos(100_000).toNanos();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final RandomGenerator random;
    private long delay;
    private int loss;
    private boolean cut;
    private long healedAt = System.nanoTime();

    Line(Duration delay, RandomGenerator random) {
        this.random = random;
        this.delay = delay.toNanos();
    }

    /// When bytes left, and when they arrive unless a cut comes between; of the monotonic clock.
    record Stamp(long sent, long due) {}

    /// How a line is set.
    ///
    /// @param loss in hundredths of a percent
    public record Setting(Duration delay, int loss, boolean cut) {
        @Override
        public String toString() {
            var lost = BigDecimal.valueOf(loss, 2).stripTrailingZeros().toPlainString();
            return (cut ? "cut, " : "")
                    + delay.toMillis()
                    + " ms"
                    + (loss == 0 ? "" : ", loses " + lost + "%");
        }
    }

    /// From now on nothing arrives: neither what leaves nor what is under way. Nobody is told.
    public void cut() {
        change(() -> cut = true);
    }

    /// Lets bytes pass again; what was swallowed is sent again now.
    public void heal() {
        change(() -> {
            if (cut) {
                cut = false;
                healedAt = System.nanoTime();
            }
        });
    }

    /// How long bytes take that leave from now on.
    public void delay(Duration oneWay) {
        if (oneWay.isNegative() || oneWay.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException("no delay of a line: " + oneWay);
        }
        change(() -> delay = oneWay.toNanos());
    }

    /// How many of 10,000 segments get lost.
    public void lose(int of10000) {
        if (of10000 < 0 || of10000 > MOST_LOSS) {
            throw new IllegalArgumentException("no loss of a line: " + of10000);
        }
        change(() -> loss = of10000);
    }

    public Setting setting() {
        lock.lock();
        try {
            return new Setting(Duration.ofNanos(delay), loss, cut);
        } finally {
            lock.unlock();
        }
    }

    /// That many bytes leave now.
    Stamp leave(int bytes) {
        lock.lock();
        try {
            var now = System.nanoTime();
            return new Stamp(now, now + delay + pause(bytes));
        } finally {
            lock.unlock();
        }
    }

    /// Returns when what left with this stamp arrives; true if a cut has held it up.
    boolean await(Stamp stamp) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (cut || remaining(stamp) > SLACK) {
                if (cut) {
                    changed.await();
                } else {
                    var _ = changed.awaitNanos(remaining(stamp));
                }
            }
            return wasHeld(stamp);
        } finally {
            lock.unlock();
        }
    }

    private long remaining(Stamp stamp) {
        var now = System.nanoTime();
        var usual = stamp.due() - now;
        return wasHeld(stamp) ? Math.max(usual, healedAt + delay - now) : usual;
    }

    private boolean wasHeld(Stamp stamp) {
        return stamp.sent() - healedAt < 0;
    }

    /// How much longer the bytes take because some of them must be sent again, and again.
    private long pause(int bytes) {
        var total = 0L;
        var patience = 2 * delay + PATIENCE;
        var lost = lostOf((bytes + SEGMENT - 1) / SEGMENT);
        for (int repeat = 0; lost > 0 && repeat < MOST_REPEATS; repeat++) {
            total += patience;
            patience *= 2;
            lost = lostOf(lost);
        }
        return total;
    }

    private int lostOf(int segments) {
        var lost = 0;
        for (int i = 0; loss > 0 && i < segments; i++) {
            lost += random.nextInt(CERTAIN) < loss ? 1 : 0;
        }
        return lost;
    }

    private void change(Runnable how) {
        lock.lock();
        try {
            how.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
