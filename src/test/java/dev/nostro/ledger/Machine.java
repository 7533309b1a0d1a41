package dev.nostro.ledger;

import java.util.ArrayList;
import java.util.List;

/// Where a node runs. What it does is an event that does not happen once the machine is dead, and
/// waits while it is paused.
public final class Machine {

    private final Schedule schedule;
    private final List<Routine> routines = new ArrayList<>();
    private boolean dead;
    private int drowsy;
    private int longest = 1;
    private long pausedUntil;

    public Machine(Schedule schedule) {
        this.schedule = schedule;
    }

    public Schedule schedule() {
        return schedule;
    }

    public boolean dead() {
        return dead;
    }

    public boolean paused() {
        return schedule.now() < pausedUntil;
    }

    public void pause(long micros) {
        pausedUntil = Math.max(pausedUntil, schedule.now() + micros);
    }

    /// In so many of a thousand things that it does it stands still before it does them.
    public void doze(int permille, int longestMicros) {
        drowsy = permille;
        longest = longestMicros;
    }

    public void crash() {
        dead = true;
        List.copyOf(routines).forEach(Routine::kill);
        routines.clear();
    }

    public void after(long micros, Runnable action) {
        if (!dead) {
            schedule.after(micros, () -> act(action));
        }
    }

    private void act(Runnable action) {
        if (dead) {
            return;
        }
        if (!paused() && schedule.happens(drowsy)) {
            pause(1 + schedule.any(longest));
        }
        if (paused()) {
            schedule.after(pausedUntil - schedule.now(), () -> act(action));
        } else {
            action.run();
        }
    }

    void run(Runnable body) {
        routines.removeIf(Routine::ended);
        Routine routine = Routine.start(body);
        routines.add(routine);
        routine.resume();
    }
}
