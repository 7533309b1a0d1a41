package dev.nostro.ledger;

import jakarta.transaction.RollbackException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/// Narayana, as far as it was seen to behave: the parties prepare, the database commits in one
/// phase, the parties are told. If that commit throws they are told to roll back, also where it did
/// happen. One transaction at a time.
final class PaperTransactions implements TransactionManager {

    private final Machine machine;
    private final PaperDatabase database;
    private final Consumer<PaperTransaction> begun;
    private final List<XAResource> parties = new ArrayList<>();
    private @Nullable PaperTransaction current;

    PaperTransactions(Machine machine, PaperDatabase database, Consumer<PaperTransaction> begun) {
        this.machine = machine;
        this.database = database;
        this.begun = begun;
    }

    @Override
    public void begin() {
        parties.clear();
        PaperTransaction transaction = database.begin(machine);
        current = transaction;
        begun.accept(transaction);
    }

    @Override
    public Transaction getTransaction() {
        return StandIn.of(
                Transaction.class, (_, arguments) -> parties.add((XAResource) arguments[0]));
    }

    @Override
    public void commit() throws RollbackException {
        try {
            for (XAResource party : parties) {
                party.prepare(null);
            }
            Optional<SQLException> failure =
                    Routine.await(answer -> database.commit(transaction(), answer));
            for (XAResource party : parties) {
                if (failure.isPresent()) {
                    party.rollback(null);
                } else {
                    party.commit(null, false);
                }
            }
            if (failure.isPresent()) {
                throw new RollbackException();
            }
        } catch (XAException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void rollback() {
        Optional<SQLException> _ =
                Routine.await(answer -> database.rollback(transaction(), answer));
        try {
            for (XAResource party : parties) {
                party.rollback(null);
            }
        } catch (XAException e) {
            throw new IllegalStateException(e);
        }
    }

    private PaperTransaction transaction() {
        return Objects.requireNonNull(current);
    }

    @Override
    public int getStatus() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setRollbackOnly() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setTransactionTimeout(int seconds) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Transaction suspend() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void resume(Transaction transaction) {
        throw new UnsupportedOperationException();
    }
}
