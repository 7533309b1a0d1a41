package dev.nostro.crossing;

import dev.nostro.region.RegionId;
import dev.nostro.transfer.Answer;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.CrossingId;
import dev.nostro.transfer.Outcome;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// What makes every transfer that waits end: it crosses once its region is back, or its time is
/// over. Everything here may be done twice, by any node, at any time: several may try one transfer
/// in crossings of their own, and whose is decided first has carried it.
final class Backlog {

    private static final Logger LOG = Logger.getLogger(Backlog.class);

    private final Protocol protocol;
    private final Supplier<CrossingId> ids;
    private final int most;

    /// @param most how many transfers are looked at in one turn, and travel together
    Backlog(Protocol protocol, Supplier<CrossingId> ids, int most) {
        this.protocol = protocol;
        this.ids = ids;
        this.most = most;
    }

    /// Carries those that have waited longest for this region, if it can be reached.
    CompletionStage<Void> carry(RegionId region) {
        return protocol.wire().reachable(region)
                ? protocol.books()
                        .waiting(region, most)
                        .thenCompose(waiting -> carry(region, waiting))
                : CompletableFuture.completedStage(null);
    }

    /// If no answer comes, they go on waiting.
    private CompletionStage<Void> carry(RegionId region, List<Command.Transfer> waiting) {
        if (waiting.isEmpty()) {
            return CompletableFuture.completedStage(null);
        }
        CrossingId crossing = ids.get();
        Change.RESUMED.of(crossing, region, "transfers=" + waiting.size());
        return new Attempt(crossing, waiting, Command.Terms.WAITING, protocol.clock().instant())
                .run(protocol)
                .thenAccept(answer -> {
                    if (answer.outcome() instanceof Outcome.Crossed(List<Answer> answers)) {
                        answers.forEach(Backlog::told);
                    }
                })
                .exceptionally(failure -> {
                    LOG.debugf("what waits for %s waits on: %s", region, failure);
                    return null;
                });
    }

    /// Gives up those whose time is over, whether their region can be reached or not.
    CompletionStage<Void> expire() {
        return protocol.books().overdue(most).thenCompose(this::expire);
    }

    private CompletionStage<Void> expire(List<Command.Transfer> overdue) {
        return CompletableFuture.allOf(
                overdue.stream()
                        .map(this::expire)
                        .map(CompletionStage::toCompletableFuture)
                        .toArray(CompletableFuture[]::new));
    }

    private CompletionStage<Void> expire(Command.Transfer transfer) {
        Failpoint.BEFORE_EXPIRED.pass();
        return protocol.books()
                .decide(new Command.Expiry(transfer), List.of())
                .whenComplete((_, _) -> Failpoint.AFTER_EXPIRED.pass())
                .thenAccept(Backlog::told);
    }

    private static void told(Answer answer) {
        if (!answer.replayed()
                && answer.outcome() instanceof Outcome.Queued queued
                && queued.end() instanceof Outcome.Expired) {
            Command.Transfer transfer = queued.command();
            Change.EXPIRED.of(transfer.id(), new RegionId(transfer.to().region()));
        }
    }
}
