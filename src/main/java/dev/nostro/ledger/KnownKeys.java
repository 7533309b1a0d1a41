package dev.nostro.ledger;

import dev.nostro.transfer.CommandId;
import dev.nostro.transfer.FirstAnswers;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Collection;
import org.hibernate.StatelessSession;

/// A look at what is recorded under keys, without locks and beside the writers. What it finds may
/// be told; what it does not find may be about to be written.
@Singleton
class KnownKeys {

    private final StatelessSession session;
    private final Outcomes outcomes;
    private final Connections connections;

    KnownKeys(StatelessSession session, Outcomes outcomes, Connections connections) {
        this.session = session;
        this.outcomes = outcomes;
        this.connections = connections;
    }

    /// What is known under these keys, in a transaction of its own.
    @Transactional
    FirstAnswers of(Collection<CommandId> keys) {
        long made = connections.made();
        // Index: outcome_pkey.
        FirstAnswers found = new FirstAnswers(outcomes.recorded(keys));
        if (!found.recorded().isEmpty() && connections.needBarrier(made)) {
            session.createNativeQuery(BatchTransaction.BARRIER, String.class).getSingleResult();
        }
        return found;
    }
}
