package dev.nostro.transfer;

/// An outcome as it is told: for the first time, or again.
public record Answer(Outcome outcome, boolean replayed) {

    static Answer first(Outcome outcome) {
        return new Answer(outcome, false);
    }

    static Answer again(Outcome.Recorded outcome) {
        return new Answer(outcome, true);
    }

    /// The answer to an attempt that did nothing, or of which nothing is known.
    public static Answer declined(Reason reason) {
        return first(new Outcome.Declined(reason));
    }
}
