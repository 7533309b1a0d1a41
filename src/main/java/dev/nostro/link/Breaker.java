package dev.nostro.link;

/// Whether a region is worth calling. Closed: it is. A failed greeting opens it, and so do a few
/// failed calls in a row; only a good greeting closes it again.
///
/// What began before the last good greeting says nothing about the time since: calls that were lost
/// in a cut do not open the breaker again after the heal.
final class Breaker {

    /// One lost call may be bad luck with one connection.
    static final int CALLS = 3;

    private boolean open;
    private int lost;
    private long lastGood;
    private boolean greeted;

    synchronized boolean closed() {
        return !open;
    }

    /// A greeting was answered.
    ///
    /// @return whether this closed it
    synchronized boolean greeted(long now) {
        boolean was = open;
        open = false;
        lost = 0;
        lastGood = now;
        greeted = true;
        return was;
    }

    /// A greeting that began then was not answered, or not by whom it should be.
    ///
    /// @return whether this opened it
    synchronized boolean missed(long begun) {
        return !outdated(begun) && trip();
    }

    /// A call was answered, whatever the answer.
    synchronized void answered() {
        lost = 0;
    }

    /// A call that began then was not answered.
    ///
    /// @return whether this opened it
    synchronized boolean lost(long begun) {
        if (outdated(begun)) {
            return false;
        }
        lost++;
        return lost >= CALLS && trip();
    }

    private boolean outdated(long begun) {
        return greeted && begun - lastGood < 0;
    }

    private boolean trip() {
        boolean was = open;
        open = true;
        return !was;
    }
}
