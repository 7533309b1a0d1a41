package dev.nostro.crossing;

import dev.nostro.region.RegionId;
import dev.nostro.transfer.Answer;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.Credit;
import dev.nostro.transfer.CrossingId;
import dev.nostro.transfer.Outcome;
import dev.nostro.transfer.Promises;
import dev.nostro.transfer.Reason;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import javax.transaction.xa.XAResource;

/// One crossing from the question for promises to the answer: steps 2 to 4. Then the second phase
/// goes on by itself.
///
/// @param id fresh: no other attempt has it
/// @param begunAt on this node's clock
record Attempt(
        CrossingId id, List<Command.Transfer> transfers, Command.Terms terms, Instant begunAt) {

    /// What each other region is asked to accept, a credit once however often its key is in it.
    private Map<RegionId, List<Credit>> credits() {
        Map<RegionId, Map<Object, Credit>> credits = new LinkedHashMap<>();
        for (Command.Transfer transfer : transfers) {
            if (!transfer.to().region().equals(transfer.from().region())) {
                credits.computeIfAbsent(
                                new RegionId(transfer.to().region()), _ -> new LinkedHashMap<>())
                        .putIfAbsent(transfer.id(), Credit.of(transfer));
            }
        }
        return credits.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey, leg -> List.copyOf(leg.getValue().values())));
    }

    /// The answer of the ledger to the whole crossing. Where a region does not answer, nothing of
    /// it is written here, and never will be.
    CompletionStage<Answer> run(Protocol protocol) {
        Map<RegionId, List<Credit>> credits = credits();
        return prepare(credits, protocol)
                .handle((promises, failure) ->
                        failure == null
                                ? decide(promises, credits, protocol)
                                : CompletableFuture.completedStage(
                                        Answer.declined(Reason.REGION_UNAVAILABLE)))
                .thenCompose(decided -> decided);
    }

    private CompletionStage<Promises> prepare(
            Map<RegionId, List<Credit>> credits, Protocol protocol) {
        credits.keySet().forEach(region -> Change.BEGUN.of(id, region));
        Failpoint.BEFORE_PREPARE.pass();
        List<CompletableFuture<Promises>> promises =
                credits.entrySet().stream()
                        .map(leg ->
                                protocol.wire()
                                        .prepare(leg.getKey(), id, leg.getValue())
                                        .toCompletableFuture())
                        .toList();
        return CompletableFuture.allOf(promises.toArray(CompletableFuture[]::new))
                .thenApply(_ -> {
                    Failpoint.PROMISES_RECEIVED.pass();
                    return Promises.all(promises.stream().map(CompletableFuture::join).toList());
                });
    }

    private CompletionStage<Answer> decide(
            Promises promises, Map<RegionId, List<Credit>> credits, Protocol protocol) {
        Command.Crossing command =
                new Command.Crossing(
                        id,
                        transfers,
                        terms,
                        credits.keySet(),
                        promises,
                        new Command.Course(begunAt, protocol.clock().instant()));
        List<XAResource> parties =
                credits.keySet().stream().map(_ -> (XAResource) new RegionParty()).toList();
        return protocol.books()
                .decide(command, parties)
                .thenApply(answer -> {
                    Failpoint.BEFORE_ANSWER.pass();
                    protocol.settler().begin(this, credits.keySet(), answer);
                    return answer;
                });
    }

    /// What the answer says that this region has to book; the answer to a crossing that was lost
    /// and found again says the same.
    List<Credit> accepted(RegionId region, Answer answer) {
        List<Answer> answers =
                switch (answer.outcome()) {
                    case Outcome.Crossed crossed -> crossed.answers();
                    case Outcome.AllPosted all -> all.answers();
                    default -> List.of();
                };
        return answers.stream()
                .map(Answer::outcome)
                .flatMap(outcome -> Outcome.Sent.in(outcome).stream())
                .filter(sent -> sent.crossing().equals(id))
                .map(Outcome.Sent::command)
                .filter(transfer -> transfer.to().region().equals(region.name()))
                .map(Credit::of)
                .distinct()
                .toList();
    }
}
