package dev.nostro.local;

/// The command line does not say what to do; the message tells why.
final class UsageError extends Exception {

    private static final long serialVersionUID = 1L;

    UsageError(String message) {
        super(message);
    }

    UsageError(String message, Throwable cause) {
        super(message, cause);
    }

    /// As it is told to whoever wrote the command line.
    String told() {
        return "nostro: " + getMessage() + " (./nostro help)";
    }
}
