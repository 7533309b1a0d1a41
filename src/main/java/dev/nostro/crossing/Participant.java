package dev.nostro.crossing;

import dev.nostro.region.RegionId;
import dev.nostro.transfer.Answer;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.Credit;
import dev.nostro.transfer.CrossingId;
import dev.nostro.transfer.Outcome;
import dev.nostro.transfer.Promises;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/// The receiving side: promises, and books what was decided. Both are commands like any other, and
/// decided by the region's ordinary writers.
final class Participant {

    private final OwnBooks books;

    Participant(OwnBooks books) {
        this.books = books;
    }

    /// Which of these credits this region promises to accept.
    CompletionStage<Promises> prepare(CrossingId crossing, RegionId origin, List<Credit> credits) {
        Failpoint.PREPARE_RECEIVED.pass();
        return books.decide(new Command.Preparation(crossing, origin, credits), List.of())
                .thenApply(Participant::promises)
                .whenComplete((_, _) -> Failpoint.AFTER_PROMISE.pass())
                .thenApply(promises -> {
                    Change.PROMISED.of(crossing, origin);
                    return promises;
                });
    }

    private static Promises promises(Answer answer) {
        if (answer.outcome() instanceof Outcome.Promised(Promises promises)) {
            return promises;
        }
        throw new Undecided("no promise", answer.outcome());
    }

    /// Books these credits and drops all other promises of the crossing; done when that is
    /// committed. What an account cannot take any more goes to the unclaimed one.
    CompletionStage<Void> settle(CrossingId crossing, RegionId origin, List<Credit> accepted) {
        Failpoint.SETTLE_RECEIVED.pass();
        return settle(new Command.Conclusion(crossing, origin, accepted, Map.of()))
                .whenComplete((_, _) -> Failpoint.AFTER_BOOKED.pass());
    }

    private CompletionStage<Void> settle(Command.Conclusion told) {
        return books.decide(told, List.of())
                .thenCompose(answer ->
                        switch (answer.outcome()) {
                            case Outcome.Concluded _ -> booked(told);
                            case Outcome.Unclaimable(var currencies)
                                    when told.unclaimed().isEmpty() ->
                                    books.unclaimed(currencies)
                                            .thenCompose(accounts -> settle(with(told, accounts)));
                            default -> throw new Undecided("not booked", answer.outcome());
                        });
    }

    private static CompletionStage<Void> booked(Command.Conclusion told) {
        if (told.unclaimed().isEmpty()) {
            Change.BOOKED.of(told.crossing(), told.origin());
        } else {
            Change.UNCLAIMED.of(
                    told.crossing(), told.origin(), "accounts=" + told.unclaimed().values());
        }
        return CompletableFuture.completedStage(null);
    }

    private static Command.Conclusion with(
            Command.Conclusion told, List<Command.Unclaimed> accounts) {
        return new Command.Conclusion(
                told.crossing(),
                told.origin(),
                told.accepted(),
                accounts.stream()
                        .collect(
                                Collectors.toMap(
                                        Command.Unclaimed::currency, Command.Unclaimed::account)));
    }
}
