package dev.nostro.crossing;

import dev.nostro.ledger.Ledger;
import dev.nostro.region.NostroConfig;
import dev.nostro.region.RegionId;
import dev.nostro.region.Regions;
import dev.nostro.transfer.Answer;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.CrossingId;
import dev.nostro.transfer.Outcome;
import dev.nostro.transfer.Reason;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The way in for every command: what this region can decide alone goes to its ledger, what needs
/// another region crosses.
@Singleton
public final class Payments {

    private final Ledger ledger;
    private final Regions regions;
    private final Protocol protocol;
    private final Map<String, Lane> lanes = new HashMap<>();

    Payments(
            Ledger ledger,
            LedgerBooks books,
            Conversation wire,
            Regions regions,
            NostroConfig config) {
        this.ledger = ledger;
        this.regions = regions;
        Settler settler = new Settler(books, wire, new Participant(books));
        this.protocol = new Protocol(books, wire, settler, InstantSource.system());
        Lane.Bounds bounds =
                new Lane.Bounds(
                        config.crossing().window(),
                        config.crossing().batch(),
                        config.writer().queue(),
                        config.crossing().queued());
        for (RegionId region : regions.others()) {
            lanes.put(region.name(), new Lane(region, protocol, Payments::fresh, bounds));
        }
    }

    /// Never the same twice.
    static CrossingId fresh() {
        return new CrossingId(UUID.randomUUID());
    }

    /// The answer to a transfer, once it is decided what becomes of it, or that it waits. Inside
    /// one region nothing has to wait.
    public CompletionStage<Answer> submit(
            Command.Transfer transfer, WhenUnavailable whenUnavailable) {
        return leaves(transfer)
                ? lane(transfer).submit(transfer, whenUnavailable)
                : ledger.submit(transfer);
    }

    /// The answer to a command, once it is decided.
    public CompletionStage<Answer> submit(Command command) {
        return switch (command) {
            case Command.Transfer transfer -> submit(transfer, WhenUnavailable.REFUSE);
            case Command.AllOrNone batch when batch.transfers().stream().anyMatch(this::leaves) ->
                    together(batch);
            default -> ledger.submit(command);
        };
    }

    private Lane lane(Command.Transfer transfer) {
        return Objects.requireNonNull(lanes.get(transfer.to().region()), "a region is known");
    }

    private boolean leaves(Command.Transfer transfer) {
        return regions.elsewhere(transfer.to().region());
    }

    /// All regions that are paid take part in one crossing. Keys are looked up before anybody else
    /// is asked, whether the regions can be reached or not.
    private CompletionStage<Answer> together(Command.AllOrNone batch) {
        return protocol.books()
                .hopeful(batch.transfers())
                // Where the books could not be looked at, the writers know what to do about it.
                .exceptionally(_ -> Set.of())
                .thenCompose(hopeful ->
                        batch.transfers().stream()
                                        .map(Command.Transfer::id)
                                        .allMatch(hopeful::contains)
                                ? cross(batch)
                                : decideHere(batch));
    }

    private CompletionStage<Answer> decideHere(Command.AllOrNone batch) {
        return protocol.decideHere(new Command.LeavingTogether(batch))
                .thenCompose(answer ->
                        answer.outcome() instanceof Outcome.Crosses
                                ? cross(batch)
                                : CompletableFuture.completedStage(answer));
    }

    private CompletionStage<Answer> cross(Command.AllOrNone batch) {
        boolean reachable =
                batch.transfers().stream()
                        .filter(this::leaves)
                        .allMatch(transfer ->
                                protocol.wire().reachable(new RegionId(transfer.to().region())));
        return reachable
                ? new Attempt(
                                fresh(),
                                batch.transfers(),
                                Command.Terms.ALL_OR_NONE,
                                protocol.clock().instant())
                        .run(protocol)
                : CompletableFuture.completedStage(Answer.declined(Reason.REGION_UNAVAILABLE));
    }
}
