package dev.nostro.ledger;

import dev.nostro.account.Standing;
import dev.nostro.region.Regions;
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

    /// Index: outcome_pkey.
    private static final ArrayQuery TAKEN =
            new ArrayQuery("uuid", "select id from outcome where id = any (?)");

    /// Index: account_pkey.
    private static final ArrayQuery PAYERS =
            new ArrayQuery(
                    "int8",
                    "select " + StandingRows.COLUMNS + " from account where number = any (?)");

    private final StatelessSession session;
    private final StandingRows standingRows;

    Prospects(StatelessSession session, Regions regions) {
        this.session = session;
        this.standingRows = new StandingRows(regions.own());
    }

    /// Those whose key is free and whose paying side would let them pass.
    @Transactional
    public Set<CommandId> hopeful(List<Command.Transfer> transfers) {
        Set<UUID> taken =
                Set.copyOf(
                        TAKEN.list(
                                session,
                                transfers.stream().map(t -> t.id().value()).toList(),
                                row -> row.getObject(1, UUID.class)));
        Map<Long, Standing> payers =
                PAYERS
                        .list(
                                session,
                                transfers.stream().map(t -> t.from().number()).distinct().toList(),
                                standingRows::read)
                        .stream()
                        .collect(Collectors.toMap(s -> s.id().number(), s -> s));
        return transfers.stream()
                .filter(transfer -> !taken.contains(transfer.id().value()))
                .filter(transfer -> transfer.hopeful(payers.get(transfer.from().number())))
                .map(Command.Transfer::id)
                .collect(Collectors.toSet());
    }
}
