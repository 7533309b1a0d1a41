package dev.nostro.crossing;

import dev.nostro.ledger.Machine;
import dev.nostro.ledger.PaperDatabase;
import dev.nostro.ledger.PaperLedger;
import dev.nostro.region.RegionId;
import dev.nostro.transfer.Answer;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.CrossingId;
import dev.nostro.transfer.Reason;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// One process of a region: the real protocol, put together as the service puts it together.
final class SimulatedNode {

    private static final long PATIENCE = 2_500_000;
    private static final int EVERY = 1_500_000;
    private static final Duration AGE = Duration.ofMillis(900);
    private static final Lane.Bounds BOUNDS = new Lane.Bounds(1, 4, 6, Duration.ofMillis(2_500));

    private final RegionId region;
    private final List<RegionId> others;
    private final Machine machine;
    private final Protocol protocol;
    private final PaperLedger ledger;
    private final Participant participant;
    private final Conclude conclude;
    private final Settler settler;
    private final Backlog backlog;
    private final Map<String, Lane> lanes = new HashMap<>();

    SimulatedNode(PaperDatabase database, Machine machine, Network network) {
        this.region = database.books().home();
        this.machine = machine;
        this.ledger = new PaperLedger(machine, database, PATIENCE);
        SimulatedBooks books = new SimulatedBooks(machine, database, ledger);
        Wire wire = network.of(this);
        this.others = network.others(region);
        this.participant = new Participant(books);
        this.conclude = new Conclude(books);
        this.settler = new Settler(books, wire, participant);
        this.protocol = new Protocol(books, wire, settler, machine.schedule()::instant);
        this.backlog = new Backlog(protocol, this::fresh, BOUNDS.most());
    }

    RegionId region() {
        return region;
    }

    Machine machine() {
        return machine;
    }

    Participant participant() {
        return participant;
    }

    Conclude conclude() {
        return conclude;
    }

    /// What goes on without anybody asking for it.
    void runErrands() {
        machine.after(
                1 + machine.schedule().any(EVERY),
                () -> {
                    CompletionStage<Void> turn = backlog.expire();
                    for (RegionId other : others) {
                        turn =
                                turn.thenCompose(_ -> settler.tellAgain(other, AGE))
                                        .thenCompose(_ -> settler.askAbout(other, AGE))
                                        .thenCompose(_ -> backlog.carry(other));
                    }
                    var _ = turn.whenComplete((_, _) -> runErrands());
                });
    }

    /// As [Payments] does.
    CompletionStage<Answer> submit(Command command, WhenUnavailable whenUnavailable) {
        return switch (command) {
            case Command.Transfer transfer when leaves(transfer) ->
                    lane(transfer).submit(transfer, whenUnavailable);
            case Command.AllOrNone batch when batch.transfers().stream().anyMatch(this::leaves) ->
                    together(batch);
            default -> ledger.submit(command, List.of());
        };
    }

    private boolean leaves(Command.Transfer transfer) {
        return !transfer.to().region().equals(region.name());
    }

    private Lane lane(Command.Transfer transfer) {
        return Objects.requireNonNull(
                lanes.computeIfAbsent(
                        transfer.to().region(),
                        to -> new Lane(new RegionId(to), protocol, this::fresh, BOUNDS)));
    }

    private CompletionStage<Answer> together(Command.AllOrNone batch) {
        boolean reachable =
                batch.transfers().stream()
                        .filter(this::leaves)
                        .map(transfer -> new RegionId(transfer.to().region()))
                        .allMatch(protocol.wire()::reachable);
        return reachable
                ? new Attempt(
                                fresh(),
                                batch.transfers(),
                                Command.Terms.ALL_OR_NONE,
                                protocol.clock().instant())
                        .run(protocol)
                : CompletableFuture.completedStage(Answer.declined(Reason.REGION_UNAVAILABLE));
    }

    private CrossingId fresh() {
        var random = machine.schedule().random();
        return new CrossingId(new UUID(random.nextLong(), random.nextLong()));
    }
}
