package dev.nostro.ledger;

import dev.nostro.transfer.Answer;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.Decided;
import dev.nostro.transfer.Decision;
import dev.nostro.transfer.Outcome;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.util.List;
import javax.transaction.xa.XAResource;
import org.hibernate.StatelessSession;
import org.jboss.logging.Logger;

/// One attempt at a batch: load, decide, write, in one database transaction. Nobody is told
/// anything before its commit is acknowledged.
@Singleton
class BatchTransaction {

    private static final Logger LOG = Logger.getLogger(BatchTransaction.class);

    /// An empty commit that is waited for like any other, synchronous standbys included.
    static final String BARRIER =
            "select cast(pg_logical_emit_message(true, 'nostro', '') as text)";

    private final TransactionManager transaction;
    private final StatelessSession session;
    private final Loading loading;
    private final Writing writing;
    private final Connections connections;

    BatchTransaction(
            TransactionManager transaction,
            StatelessSession session,
            Loading loading,
            Writing writing,
            Connections connections) {
        this.transaction = transaction;
        this.session = session;
        this.loading = loading;
        this.writing = writing;
        this.connections = connections;
    }

    /// Decides and commits these commands and gives their answers, in order. `parties` take part in
    /// the two phases of that commit; the database is the last to be asked.
    List<Answer> run(List<? extends Command> commands, List<XAResource> parties, Timer commits)
            throws BatchFailure {
        prepare(commands);
        long made = connections.made();
        begin();
        Decided decided;
        boolean commit;
        try {
            enlist(parties);
            Loading.Loaded loaded = loading.load(commands);
            decided = Decision.decide(loaded.books(), commands, loaded.now());
            commit = write(decided, made);
        } catch (BatchFailure | RuntimeException e) {
            rollback();
            throw e instanceof BatchFailure failure ? failure : BatchFailure.before(e);
        }
        if (commit) {
            commit(commits);
            connections.acknowledge(made);
        } else {
            rollback();
        }
        return decided.answers();
    }

    private boolean write(Decided decided, long made) throws BatchFailure {
        if (!decided.changesNothing()) {
            if (!writing.write(decided)) {
                throw BatchFailure.keyTaken();
            }
            return true;
        }
        boolean found = decided.answers().stream().anyMatch(BatchTransaction::found);
        if (found && connections.needBarrier(made)) {
            session.createNativeQuery(BARRIER, String.class).getSingleResult();
            return true;
        }
        return false;
    }

    /// Whether an answer tells of something that is in the books already.
    private static boolean found(Answer answer) {
        return answer.replayed()
                || answer.outcome() instanceof Outcome.Promised
                || answer.outcome() instanceof Outcome.Concluded
                || answer.outcome() instanceof Outcome.Crossed;
    }

    private void prepare(List<? extends Command> commands) throws BatchFailure {
        try {
            writing.prepare(commands);
        } catch (RuntimeException e) {
            throw BatchFailure.before(e);
        }
    }

    private void enlist(List<XAResource> parties) {
        try {
            for (XAResource party : parties) {
                transaction.getTransaction().enlistResource(party);
            }
        } catch (RollbackException | SystemException e) {
            throw new IllegalStateException("a party cannot take part", e);
        }
    }

    private void begin() {
        try {
            transaction.begin();
        } catch (NotSupportedException | SystemException e) {
            throw new IllegalStateException("a writer's thread has a transaction open", e);
        }
    }

    private void commit(Timer commits) throws BatchFailure {
        Timer.Sample sample = Timer.start();
        try {
            transaction.commit();
        } catch (RollbackException
                | HeuristicMixedException
                | HeuristicRollbackException
                | SystemException
                | RuntimeException e) {
            throw BatchFailure.commitLost(e);
        }
        sample.stop(commits);
    }

    private void rollback() {
        try {
            transaction.rollback();
        } catch (SystemException | RuntimeException e) {
            LOG.debug("the rollback failed too; the database rolls back by itself", e);
        }
    }
}
