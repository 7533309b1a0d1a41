package dev.nostro.crossing;

import dev.nostro.ledger.Decisions.InDoubt;
import dev.nostro.ledger.Decisions.Unsettled;
import dev.nostro.ledger.Machine;
import dev.nostro.ledger.PaperDatabase;
import dev.nostro.ledger.PaperLedger;
import dev.nostro.ledger.StoredBooks;
import dev.nostro.region.RegionId;
import dev.nostro.transfer.Answer;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.CommandId;
import dev.nostro.transfer.Credit;
import dev.nostro.transfer.CrossingId;
import dev.nostro.transfer.Crossings.Verdict;
import dev.nostro.transfer.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import javax.transaction.xa.XAResource;

/// A node's view of its simulated region's books: commands through the real writer, everything else
/// a short transaction of the simulated database.
final class SimulatedBooks implements OwnBooks {

    private final Machine machine;
    private final PaperDatabase database;
    private final PaperLedger ledger;

    SimulatedBooks(Machine machine, PaperDatabase database, PaperLedger ledger) {
        this.machine = machine;
        this.database = database;
        this.ledger = ledger;
    }

    private StoredBooks stored() {
        return database.books();
    }

    @Override
    public CompletionStage<Answer> decide(Command command, List<XAResource> parties) {
        return ledger.submit(command, parties);
    }

    @Override
    public CompletionStage<Set<CommandId>> hopeful(List<Command.Transfer> transfers) {
        return database.soon(
                machine,
                () -> {
                    Set<CommandId> hopeful = new HashSet<>();
                    for (Command.Transfer transfer : transfers) {
                        if (stored().recorded(transfer.id()).isEmpty()
                                && transfer.hopeful(stored().standing(transfer.from().number()))) {
                            hopeful.add(transfer.id());
                        }
                    }
                    return hopeful;
                });
    }

    @Override
    public CompletionStage<Optional<Verdict>> verdict(CrossingId crossing) {
        return database.soon(
                machine,
                () ->
                        stored().decisions(crossing).stream()
                                .map(StoredBooks.DecisionRow::verdict)
                                .findFirst());
    }

    @Override
    public CompletionStage<Void> abort(CrossingId crossing) {
        return database.abort(machine, crossing);
    }

    @Override
    public CompletionStage<List<Credit>> accepted(CrossingId crossing, RegionId region) {
        return database.soon(
                machine,
                () ->
                        stored().sent()
                                .filter(sent -> sent.crossing().equals(crossing))
                                .map(Outcome.Sent::command)
                                .filter(transfer -> transfer.to().region().equals(region.name()))
                                .map(Credit::of)
                                .toList());
    }

    @Override
    public CompletionStage<Void> settled(CrossingId crossing, RegionId region) {
        return database.soon(
                        machine,
                        () -> {
                            stored().settled(new StoredBooks.Leg(crossing, region));
                            return true;
                        })
                .thenApply(_ -> null);
    }

    @Override
    public CompletionStage<List<Unsettled>> unsettled(RegionId region, Duration age, int limit) {
        return database.soon(
                machine,
                () -> {
                    Instant before = machine.schedule().instant().minus(age);
                    return stored().legs().entrySet().stream()
                            .filter(leg -> leg.getKey().region().equals(region))
                            .filter(leg -> !leg.getValue().settled())
                            .filter(leg -> leg.getValue().decidedAt().isBefore(before))
                            .map(leg ->
                                    new Unsettled(
                                            leg.getKey().crossing(),
                                            leg.getKey().region(),
                                            leg.getValue().decidedAt()))
                            .limit(limit)
                            .toList();
                });
    }

    @Override
    public CompletionStage<List<InDoubt>> inDoubt(RegionId origin, Duration age, int limit) {
        return database.soon(
                machine,
                () -> {
                    Instant before = machine.schedule().instant().minus(age);
                    Map<CrossingId, InDoubt> found = new LinkedHashMap<>();
                    for (StoredBooks.PromiseRow row : stored().promises()) {
                        if (row.at().isBefore(before) && row.kept().origin().equals(origin)) {
                            CrossingId crossing = row.kept().crossing();
                            found.put(crossing, new InDoubt(crossing, origin, row.at()));
                        }
                    }
                    return found.values().stream().limit(limit).toList();
                });
    }

    @Override
    public CompletionStage<List<Command.Transfer>> waiting(RegionId region, int limit) {
        return waiting(queued -> queued.command().to().region().equals(region.name()), limit);
    }

    @Override
    public CompletionStage<List<Command.Transfer>> overdue(int limit) {
        return waiting(queued -> !queued.expiresAt().isAfter(machine.schedule().instant()), limit);
    }

    private CompletionStage<List<Command.Transfer>> waiting(
            Predicate<Outcome.Queued> which, int limit) {
        return database.soon(
                machine,
                () ->
                        stored().waiting()
                                .filter(which)
                                .map(Outcome.Queued::command)
                                .limit(limit)
                                .toList());
    }

    @Override
    public CompletionStage<List<Command.Unclaimed>> unclaimed(Set<Currency> currencies) {
        return database.soon(
                machine,
                () ->
                        currencies.stream()
                                .map(currency ->
                                        new Command.Unclaimed(currency, stored().unclaimed()))
                                .toList());
    }
}
