package dev.nostro.crossing;

import dev.nostro.transfer.Outcome;

/// A step was not done, as far as is known; whoever asked for it asks again.
final class Undecided extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Undecided(String what, Outcome instead) {
        super(what + ": " + instead);
    }
}
