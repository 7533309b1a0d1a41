package dev.nostro.crossing;

import dev.nostro.region.RegionId;
import dev.nostro.transfer.Answer;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.CommandId;
import dev.nostro.transfer.CrossingId;
import dev.nostro.transfer.Outcome;
import dev.nostro.transfer.Reason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// The transfers on their way to one region. What waits travels together; several crossings are
/// under way at once, within a bound, so that throughput is not one of them for each round trip. A
/// silent region holds up nobody but those who pay to it.
final class Lane {

    private static final Logger LOG = Logger.getLogger(Lane.class);

    private final RegionId region;
    private final Protocol protocol;
    private final Supplier<CrossingId> ids;
    private final Bounds bounds;

    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private int underWay;

    /// @param window how many crossings may be under way at once
    /// @param most how many transfers travel in one
    /// @param queue how many may wait
    /// @param patience how long one may wait for the region to be reached
    record Bounds(int window, int most, int queue, Duration patience) {}

    /// @param blindly whether the books could not be looked at for it before
    private record Waiting(
            Command.Transfer transfer,
            WhenUnavailable whenUnavailable,
            boolean blindly,
            CompletableFuture<Answer> answer) {

        Waiting again() {
            return new Waiting(transfer, whenUnavailable, true, answer);
        }

        /// The same, to be answered apart from it.
        Waiting fresh() {
            return new Waiting(transfer, whenUnavailable, blindly, new CompletableFuture<>());
        }
    }

    Lane(RegionId region, Protocol protocol, Supplier<CrossingId> ids, Bounds bounds) {
        this.region = region;
        this.protocol = protocol;
        this.ids = ids;
        this.bounds = bounds;
    }

    /// The answer to a transfer to this region, once it is decided.
    CompletionStage<Answer> submit(Command.Transfer transfer, WhenUnavailable whenUnavailable) {
        return submit(new Waiting(transfer, whenUnavailable, false, new CompletableFuture<>()));
    }

    private CompletionStage<Answer> submit(Waiting one) {
        synchronized (this) {
            if (waiting.size() >= bounds.queue()) {
                return decideHere(one.transfer(), Reason.OVERLOADED);
            }
            waiting.add(one);
        }
        pump();
        return one.answer();
    }

    private void pump() {
        for (List<Waiting> group = take(); !group.isEmpty(); group = take()) {
            List<Waiting> taken = group;
            var _ =
                    carry(taken)
                            .whenComplete((_, failure) -> {
                                if (failure != null) {
                                    broken(taken, failure);
                                }
                                done();
                            });
        }
    }

    private synchronized List<Waiting> take() {
        List<Waiting> group = new ArrayList<>();
        if (underWay < bounds.window()) {
            while (group.size() < bounds.most() && !waiting.isEmpty()) {
                group.add(waiting.remove());
            }
            underWay += group.isEmpty() ? 0 : 1;
        }
        return group;
    }

    private void done() {
        synchronized (this) {
            underWay--;
        }
        pump();
    }

    /// Steps 0 and 1: keys are looked up and hopeless transfers told apart before anybody else is
    /// asked, whether the region can be reached or not.
    private CompletionStage<Void> carry(List<Waiting> group) {
        return protocol.books()
                .hopeful(group.stream().map(Waiting::transfer).toList())
                .handle((hopeful, failure) ->
                        failure == null ? carry(group, hopeful) : carryBlindly(group, failure))
                .thenCompose(done -> done);
    }

    /// The books could not be looked at. The writers know what to do about a database that is away
    /// or was: what they do not answer is looked at once more.
    private CompletionStage<Void> carryBlindly(List<Waiting> group, Throwable failure) {
        LOG.warnf("no look at the books before a crossing to %s: %s", region, failure);
        for (Waiting one : group) {
            if (one.blindly()) {
                decline(List.of(one), Reason.DATABASE_UNAVAILABLE);
            } else {
                decideHere(one.again());
            }
        }
        return CompletableFuture.completedStage(null);
    }

    private CompletionStage<Void> carry(List<Waiting> group, Set<CommandId> hopeful) {
        List<Waiting> crossing = new ArrayList<>();
        for (Waiting one : group) {
            if (hopeful.contains(one.transfer().id())) {
                crossing.add(one);
            } else {
                decideHere(one);
            }
        }
        if (crossing.isEmpty()) {
            return CompletableFuture.completedStage(null);
        }
        if (!protocol.wire().reachable(region)) {
            crossing.forEach(this::unavailable);
            return CompletableFuture.completedStage(null);
        }
        List<Command.Transfer> transfers = crossing.stream().map(Waiting::transfer).toList();
        return new Attempt(ids.get(), transfers, Command.Terms.EACH, protocol.clock().instant())
                .run(protocol)
                .handle((answer, failure) -> {
                    answer(crossing, answer, failure);
                    return null;
                });
    }

    private void answer(List<Waiting> crossing, Answer answer, Throwable failure) {
        if (failure != null) {
            broken(crossing, failure);
        } else if (answer.outcome() instanceof Outcome.Crossed(List<Answer> answers)) {
            for (int at = 0; at < answers.size(); at++) {
                answer(crossing.get(at), answers.get(at));
            }
        } else {
            crossing.forEach(one -> answer(one, answer));
        }
    }

    private void answer(Waiting one, Answer answer) {
        if (answer.outcome() instanceof Outcome.Declined(Reason reason)
                && reason == Reason.REGION_UNAVAILABLE) {
            unavailable(one);
        } else {
            one.answer().complete(answer);
        }
    }

    /// Nothing was decided of it, and nothing of that attempt ever will be.
    private void unavailable(Waiting one) {
        switch (one.whenUnavailable()) {
            case REFUSE -> decline(List.of(one), Reason.REGION_UNAVAILABLE);
            case QUEUE -> queue(one);
        }
    }

    private void queue(Waiting one) {
        Failpoint.BEFORE_QUEUED.pass();
        var _ =
                protocol.books()
                        .decide(new Command.Queueing(one.transfer(), bounds.patience()), List.of())
                        .whenComplete((answer, failure) -> {
                            Failpoint.AFTER_QUEUED.pass();
                            if (failure == null) {
                                Change.QUEUED.of(one.transfer().id(), region);
                                one.answer().complete(answer);
                            } else {
                                broken(List.of(one), failure);
                            }
                        });
    }

    /// Expected failures are answers; this is none.
    private static void broken(List<Waiting> group, Throwable failure) {
        LOG.error("a crossing ended in a defect", failure);
        decline(group, Reason.INTERNAL);
    }

    private static void decline(List<Waiting> group, Reason reason) {
        group.forEach(one -> one.answer().complete(Answer.declined(reason)));
    }

    /// What was hopeless a moment ago and is not any more joins the others again.
    private void decideHere(Waiting one) {
        var _ =
                protocol.decideHere(new Command.Leaving(one.transfer()))
                        .thenCompose(answer ->
                                answer.outcome() instanceof Outcome.Crosses
                                        ? submit(one.fresh())
                                        : CompletableFuture.completedStage(answer))
                        .whenComplete((answer, failure) -> {
                            if (failure == null) {
                                one.answer().complete(answer);
                            } else {
                                broken(List.of(one), failure);
                            }
                        });
    }

    /// A known key has its first answer even now.
    private CompletionStage<Answer> decideHere(Command.Transfer transfer, Reason otherwise) {
        return protocol.decideHere(new Command.Leaving(transfer))
                .thenApply(answer ->
                        answer.outcome() instanceof Outcome.Crosses
                                ? Answer.declined(otherwise)
                                : answer);
    }
}
