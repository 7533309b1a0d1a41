package dev.nostro.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the database says when a batch fails, and what follows from it.
final class BatchFailureTest {

    @ParameterizedTest
    @CsvSource({
        // connection_exception and its kind
        "08000, DISCONNECTED",
        "08001, DISCONNECTED",
        "08003, DISCONNECTED",
        "08006, DISCONNECTED",
        "08P01, DISCONNECTED",
        // admin_shutdown, crash_shutdown, cannot_connect_now
        "57P01, DISCONNECTED",
        "57P02, DISCONNECTED",
        "57P03, DISCONNECTED",
        // too_many_connections, read_only_sql_transaction
        "53300, DISCONNECTED",
        "25006, DISCONNECTED",
        // a pool that has no connection to give
        ", DISCONNECTED",
        // serialization_failure, deadlock_detected, lock_not_available
        "40001, IN_THE_WAY",
        "40P01, IN_THE_WAY",
        "55P03, IN_THE_WAY",
        // idle_in_transaction_session_timeout, transaction_timeout
        "25P03, IN_THE_WAY",
        "25P04, IN_THE_WAY",
        // unique_violation, check_violation, numeric_value_out_of_range, disk_full, internal_error
        "23505, BROKEN",
        "23514, BROKEN",
        "22003, BROKEN",
        "53100, BROKEN",
        "XX000, BROKEN",
        // query_canceled, which nobody here asks for
        "57014, BROKEN",
        "25001, BROKEN",
    })
    void followsFromTheStateInTheDatabasesAnswer(@Nullable String state, BatchFailure.Kind kind) {
        SQLException failure = new SQLException("said the database", state);

        assertThat(BatchFailure.before(failure).kind()).isEqualTo(kind);
        assertThat(BatchFailure.before(wrapped(failure)).kind()).isEqualTo(kind);
    }

    @Test
    void isADefectWhereTheDatabaseSaidNothing() {
        BatchFailure failure = BatchFailure.before(new IllegalStateException("no such state"));

        assertThat(failure.kind()).isEqualTo(BatchFailure.Kind.BROKEN);
        assertThat(failure).hasMessageContaining("no such state");
    }

    @Test
    void listensToTheOutermostAnswer() {
        SQLException deadlock = new SQLException("deadlock", "40P01");
        deadlock.initCause(new SQLException("then gone", "08006"));

        assertThat(BatchFailure.before(deadlock).kind()).isEqualTo(BatchFailure.Kind.IN_THE_WAY);
    }

    @Test
    void neverTakesALostCommitForARollback() {
        SQLException deadlock = new SQLException("deadlock", "40P01");

        assertThat(BatchFailure.commitLost(deadlock).kind())
                .isEqualTo(BatchFailure.Kind.COMMIT_LOST);
        assertThat(BatchFailure.commitLost(deadlock)).hasCause(deadlock);
    }

    @Test
    void triesAgainWhenAKeyWasTaken() {
        assertThat(BatchFailure.keyTaken().kind()).isEqualTo(BatchFailure.Kind.IN_THE_WAY);
    }

    private static RuntimeException wrapped(Exception cause) {
        return new IllegalStateException("an outer layer", new IllegalStateException(cause));
    }
}
