package dev.nostro.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/// What happens in a simulated world, one thing after the other, in an order that follows from a
/// seed. Times are microseconds since the world began.
public final class Schedule {

    private static final Instant BEGINNING = Instant.parse("2026-01-31T12:00:00Z");
    private static final int ALL = 1_000;

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final SplittableRandom random;
    private long now;
    private long count;

    private record Event(long at, long number, Runnable action) implements Comparable<Event> {

        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    public Schedule(long seed) {
        this.random = new SplittableRandom(seed);
    }

    public long now() {
        return now;
    }

    public Instant instant() {
        return BEGINNING.plus(now, ChronoUnit.MICROS);
    }

    public SplittableRandom random() {
        return random;
    }

    /// A number below this one.
    public int any(int bound) {
        return random.nextInt(bound);
    }

    /// True in so many of a thousand cases.
    public boolean happens(int permille) {
        return permille > 0 && random.nextInt(ALL) < permille;
    }

    public void after(long micros, Runnable action) {
        events.add(new Event(now + micros, count++, action));
    }

    /// Lets the next thing happen; false where nothing will happen any more.
    public boolean step() {
        Event next = events.poll();
        if (next == null) {
            return false;
        }
        now = next.at();
        next.action().run();
        return true;
    }
}
