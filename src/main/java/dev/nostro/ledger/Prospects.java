package dev.nostro.ledger;

import dev.nostro.account.Accounts;
import dev.nostro.account.Standing;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.CommandId;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.StatelessSession;

/// A look at the books without locks, before another region is asked for anything. It decides
/// nothing: it tells what can be decided here alone, under lock.
@Singleton
public class Prospects {

    private final StatelessSession session;
    private final Accounts accounts;

    Prospects(StatelessSession session, Accounts accounts) {
        this.session = session;
        this.accounts = accounts;
    }

    /// Those whose key is free and whose paying side would let them pass.
    @Transactional
    public Set<CommandId> hopeful(List<Command.Transfer> transfers) {
        // Index: outcome_pkey.
        Set<CommandId> taken =
                session.createSelectionQuery(
                                "select o.id from OutcomeEntity o where o.id in :ids", UUID.class)
                        .setParameter("ids", transfers.stream().map(t -> t.id().value()).toList())
                        .getResultStream()
                        .map(CommandId::new)
                        .collect(Collectors.toSet());
        Map<Long, Standing> payers =
                accounts.standings(transfers.stream().map(t -> t.from().number()).toList());
        return transfers.stream()
                .filter(transfer -> !taken.contains(transfer.id()))
                .filter(transfer -> transfer.hopeful(payers.get(transfer.from().number())))
                .map(Command.Transfer::id)
                .collect(Collectors.toSet());
    }
}
