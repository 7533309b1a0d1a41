package dev.nostro.ledger;

import java.sql.SQLException;
import java.util.Set;

/// Why a batch was not committed, as far as the next step depends on it.
final class BatchFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /// What is known after a failure.
    enum Kind {
        /// The database was not there, or left before a commit was sent: nothing is recorded.
        DISCONNECTED,
        /// Another session was in the way; everything was rolled back. Trying again will do.
        IN_THE_WAY,
        /// A commit was sent and not answered: it may have happened.
        COMMIT_LOST,
        /// A command in it cannot be carried out: everything was rolled back.
        BROKEN
    }

    /// serialization_failure, deadlock_detected, lock_not_available, idle_in_transaction_session_
    /// timeout, transaction_timeout.
    private static final Set<String> IN_THE_WAY =
            Set.of("40001", "40P01", "55P03", "25P03", "25P04");

    private final Kind kind;

    private BatchFailure(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /// A key was taken by another node between the look-up and the insert.
    static BatchFailure keyTaken() {
        return new BatchFailure(
                Kind.IN_THE_WAY, "a key was taken in between", new IllegalStateException());
    }

    static BatchFailure commitLost(Throwable cause) {
        return new BatchFailure(Kind.COMMIT_LOST, "the commit was not acknowledged", cause);
    }

    /// What failed before a commit was sent.
    static BatchFailure before(Throwable cause) {
        return new BatchFailure(kindOf(cause), "rolled back: " + cause.getMessage(), cause);
    }

    private static Kind kindOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return kindOf(sql);
            }
        }
        return Kind.BROKEN;
    }

    private static Kind kindOf(SQLException failure) {
        String state = failure.getSQLState();
        // Agroal's own refusals (no connection in time) carry no state.
        if (state == null || state.startsWith("08") || state.startsWith("57P")) {
            return Kind.DISCONNECTED;
        }
        // too_many_connections, and a database that turned into a standby under us
        if (state.equals("53300") || state.equals("25006")) {
            return Kind.DISCONNECTED;
        }
        return IN_THE_WAY.contains(state) ? Kind.IN_THE_WAY : Kind.BROKEN;
    }
}
