package dev.nostro.bench;

/// What somebody asked for cannot be done; the message says why. Exit code 2.
final class Usage extends Exception {
    private static final long serialVersionUID = 1;

    Usage(String message) {
        super(message);
    }
}
