package dev.nostro.it;

/// What is done in a case of the crash matrix at the moment when a failpoint is passed. The
/// *coordinator* is the node of the paying region that has the crossing, or that answers the
/// question about it; the *participant* the node of the receiving region that last had to do with
/// it.
///
/// The node on the failpoint's own side is struck right there. Is the other side meant, then the
/// node at the failpoint stands still there until the other one is struck, and goes on.
public enum Strike {
    COORDINATOR_KILLED("coordinator killed"),
    PARTICIPANT_KILLED("participant killed"),
    COORDINATOR_PAUSED("coordinator paused");

    private final String words;

    Strike(String words) {
        this.words = words;
    }

    /// As the page calls it.
    public String words() {
        return words;
    }

    boolean ofCoordinator() {
        return this != PARTICIPANT_KILLED;
    }

    boolean kills() {
        return this != COORDINATOR_PAUSED;
    }
}
