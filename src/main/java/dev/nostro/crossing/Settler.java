package dev.nostro.crossing;

import dev.nostro.ledger.Decisions.InDoubt;
import dev.nostro.ledger.Decisions.Unsettled;
import dev.nostro.region.RegionId;
import dev.nostro.transfer.Answer;
import dev.nostro.transfer.Credit;
import dev.nostro.transfer.CrossingId;
import dev.nostro.transfer.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// The second phase, step 5, and all that makes it sure: what was decided is told until it is
/// booked, and what was promised is asked about until it is known. Everything here may be done
/// twice, by any node, at any time.
final class Settler {

    private static final Logger LOG = Logger.getLogger(Settler.class);

    /// How many crossings with a region are looked at in one turn: the rest waits for the next.
    private static final int TURN = 500;

    private final OwnBooks books;
    private final Wire wire;
    private final Participant participant;

    Settler(OwnBooks books, Wire wire, Participant participant) {
        this.books = books;
        this.wire = wire;
        this.participant = participant;
    }

    /// The first try, right after the decision. An answer that leaves the decision open starts
    /// nothing, and neither does one that came too late: whoever has promised will ask, or has.
    void begin(Attempt attempt, Set<RegionId> legs, Answer answer) {
        boolean declined = declines(answer.outcome());
        for (RegionId region : legs) {
            List<Credit> accepted = attempt.accepted(region, answer);
            if (declined && accepted.isEmpty()) {
                continue;
            }
            Change.DECIDED.of(attempt.id(), region);
            var _ =
                    settle(attempt.id(), region, accepted)
                            .exceptionally(failure -> later(attempt.id(), region, failure));
        }
    }

    /// Whether something was not recorded because nobody could, or somebody else was first.
    private static boolean declines(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Declined _ -> true;
            case Outcome.Crossed(var answers) ->
                    answers.stream().map(Answer::outcome).anyMatch(Settler::declines);
            case Outcome.BatchRefused(_, var culprit) -> declines(culprit);
            default -> false;
        };
    }

    private static Void later(CrossingId crossing, RegionId region, Throwable failure) {
        LOG.debugf("crossing %s is not settled by %s yet: %s", crossing.value(), region, failure);
        return null;
    }

    private CompletionStage<Void> settle(
            CrossingId crossing, RegionId region, List<Credit> accepted) {
        Failpoint.BEFORE_SETTLE.pass();
        return wire.settle(region, crossing, accepted)
                .thenCompose(_ -> {
                    Failpoint.SETTLE_CONFIRMED.pass();
                    return books.settled(crossing, region);
                })
                .thenRun(() -> {
                    Failpoint.AFTER_MARK.pass();
                    Change.SETTLED.of(crossing, region);
                });
    }

    /// Tells this region again what is decided and not confirmed for that long. Each region has a
    /// turn of its own: a silent one holds up nobody else.
    CompletionStage<Void> tellAgain(RegionId region, Duration age) {
        return wire.reachable(region)
                ? books.unsettled(region, age, TURN).thenCompose(found -> all(found, this::tell))
                : CompletableFuture.completedStage(null);
    }

    private CompletionStage<Void> tell(Unsettled leg) {
        Change.RESENT.of(leg.crossing(), leg.region());
        return books.accepted(leg.crossing(), leg.region())
                .thenCompose(accepted -> settle(leg.crossing(), leg.region(), accepted))
                .exceptionally(failure -> later(leg.crossing(), leg.region(), failure));
    }

    /// Asks this region about promises older than that.
    CompletionStage<Void> askAbout(RegionId origin, Duration age) {
        return wire.reachable(origin)
                ? books.inDoubt(origin, age, TURN).thenCompose(found -> all(found, this::ask))
                : CompletableFuture.completedStage(null);
    }

    private CompletionStage<Void> ask(InDoubt doubt) {
        Change.ASKED.of(doubt.crossing(), doubt.origin());
        Failpoint.BEFORE_ASK.pass();
        return wire.conclude(doubt.origin(), doubt.crossing())
                .thenCompose(accepted -> {
                    Failpoint.ASK_ANSWERED.pass();
                    return participant.settle(doubt.crossing(), doubt.origin(), accepted);
                })
                .exceptionally(failure -> later(doubt.crossing(), doubt.origin(), failure));
    }

    private static <T> CompletionStage<Void> all(
            List<T> found, Function<T, CompletionStage<Void>> step) {
        return CompletableFuture.allOf(
                found.stream()
                        .map(one -> step.apply(one).toCompletableFuture())
                        .toArray(CompletableFuture[]::new));
    }
}
