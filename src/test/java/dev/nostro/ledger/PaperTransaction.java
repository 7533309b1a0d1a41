package dev.nostro.ledger;

import dev.nostro.transfer.CrossingId;
import dev.nostro.transfer.Decided;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An open transaction of a simulated database: what it has locked and written so far.
final class PaperTransaction {

    final Machine machine;
    final Set<Object> leftOut = new HashSet<>();
    @Nullable Decided decided;
    @Nullable CrossingId aborted;
    boolean commitSent;
    @Nullable SQLException ended;

    PaperTransaction(Machine machine) {
        this.machine = machine;
    }
}
