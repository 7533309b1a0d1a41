package dev.nostro.crossing;

import dev.nostro.ledger.Decisions;
import dev.nostro.ledger.Decisions.InDoubt;
import dev.nostro.ledger.Decisions.Unsettled;
import dev.nostro.ledger.Ledger;
import dev.nostro.ledger.Prospects;
import dev.nostro.ledger.QueuedTransfers;
import dev.nostro.ledger.SystemAccounts;
import dev.nostro.region.RegionId;
import dev.nostro.transfer.Answer;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.CommandId;
import dev.nostro.transfer.Credit;
import dev.nostro.transfer.CrossingId;
import dev.nostro.transfer.Crossings.Verdict;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import javax.transaction.xa.XAResource;

/// The region's books as they are: the ledger's writers, and short transactions on threads of their
/// own.
@Singleton
final class LedgerBooks implements OwnBooks {

    private final Ledger ledger;
    private final Decisions decisions;
    private final Prospects prospects;
    private final QueuedTransfers queued;
    private final SystemAccounts systemAccounts;

    LedgerBooks(
            Ledger ledger,
            Decisions decisions,
            Prospects prospects,
            QueuedTransfers queued,
            SystemAccounts systemAccounts) {
        this.ledger = ledger;
        this.decisions = decisions;
        this.prospects = prospects;
        this.queued = queued;
        this.systemAccounts = systemAccounts;
    }

    /// Fewer than there are connections: the writers need theirs.
    private static final class Threads implements Executor {
        private static final int AT_ONCE = 6;

        private final Semaphore free = new Semaphore(AT_ONCE, true);

        @Override
        public void execute(Runnable task) {
            Thread.startVirtualThread(() -> {
                free.acquireUninterruptibly();
                try {
                    task.run();
                } finally {
                    free.release();
                }
            });
        }
    }

    private final Executor threads = new Threads();

    private <T> CompletionStage<T> soon(Supplier<T> transaction) {
        return CompletableFuture.supplyAsync(transaction, threads);
    }

    private CompletionStage<Void> run(Runnable transaction) {
        return CompletableFuture.runAsync(transaction, threads);
    }

    @Override
    public CompletionStage<Answer> decide(Command command, List<XAResource> parties) {
        return ledger.submit(command, parties);
    }

    @Override
    public CompletionStage<Set<CommandId>> hopeful(List<Command.Transfer> transfers) {
        return soon(() -> prospects.hopeful(transfers));
    }

    @Override
    public CompletionStage<Optional<Verdict>> verdict(CrossingId crossing) {
        return soon(() -> decisions.verdict(crossing));
    }

    @Override
    public CompletionStage<Void> abort(CrossingId crossing) {
        return run(() -> decisions.abort(crossing));
    }

    @Override
    public CompletionStage<List<Credit>> accepted(CrossingId crossing, RegionId region) {
        return soon(() -> decisions.accepted(crossing, region));
    }

    @Override
    public CompletionStage<Void> settled(CrossingId crossing, RegionId region) {
        return run(() -> decisions.settled(crossing, region));
    }

    @Override
    public CompletionStage<List<Unsettled>> unsettled(RegionId region, Duration age, int limit) {
        return soon(() -> decisions.unsettled(region, age, limit));
    }

    @Override
    public CompletionStage<List<InDoubt>> inDoubt(RegionId origin, Duration age, int limit) {
        return soon(() -> decisions.inDoubt(origin, age, limit));
    }

    @Override
    public CompletionStage<List<Command.Transfer>> waiting(RegionId region, int limit) {
        return soon(() -> queued.waiting(region, limit));
    }

    @Override
    public CompletionStage<List<Command.Transfer>> overdue(int limit) {
        return soon(() -> queued.overdue(limit));
    }

    @Override
    public CompletionStage<List<Command.Unclaimed>> unclaimed(Set<Currency> currencies) {
        return soon(() ->
                currencies.stream()
                        .map(currency ->
                                new Command.Unclaimed(currency, systemAccounts.unclaimed(currency)))
                        .toList());
    }
}
