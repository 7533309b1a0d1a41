package dev.nostro.bench;

/// The books are not what the answers said: no figure of such a run is worth anything. Exit code 1.
final class Mismatch extends Exception {
    private static final long serialVersionUID = 1;

    Mismatch(String message) {
        super(message);
    }
}
