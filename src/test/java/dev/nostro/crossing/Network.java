package dev.nostro.crossing;

import dev.nostro.ledger.Schedule;
import dev.nostro.region.RegionId;
import dev.nostro.transfer.Credit;
import dev.nostro.transfer.CrossingId;
import dev.nostro.transfer.Promises;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/// What lies between regions: messages and replies take their time, overtake each other, come twice
/// or never, and reach whichever node is alive.
final class Network {

    private static final int USUAL = 60_000;
    private static final int LATE = 3_000_000;
    private static final long WITHIN = 500_000;

    private final Schedule schedule;
    private final List<RegionId> regions;
    private final Function<RegionId, Optional<SimulatedNode>> alive;
    private final Map<List<RegionId>, Long> cuts = new HashMap<>();
    private int lost;
    private int late;
    private int doubled;

    /// `alive` gives some living node of a region.
    Network(
            Schedule schedule,
            List<RegionId> regions,
            Function<RegionId, Optional<SimulatedNode>> alive) {
        this.schedule = schedule;
        this.regions = List.copyOf(regions);
        this.alive = alive;
    }

    List<RegionId> others(RegionId own) {
        return regions.stream().filter(region -> !region.equals(own)).toList();
    }

    /// How many messages in a thousand fare how.
    void set(int lostOf, int lateOf, int doubledOf) {
        lost = lostOf;
        late = lateOf;
        doubled = doubledOf;
    }

    /// Nothing passes in this direction for a while.
    void cut(RegionId from, RegionId to, long micros) {
        cuts.put(List.of(from, to), schedule.now() + micros);
    }

    private boolean passes(RegionId from, RegionId to) {
        return cuts.getOrDefault(List.of(from, to), 0L) <= schedule.now();
    }

    /// This node's end of it.
    Wire of(SimulatedNode node) {
        return new Wire() {
            @Override
            public boolean reachable(RegionId region) {
                return passes(node.region(), region) || schedule.happens(300);
            }

            @Override
            public CompletionStage<Promises> prepare(
                    RegionId to, CrossingId crossing, List<Credit> credits) {
                return call(
                        node,
                        to,
                        other -> other.participant().prepare(crossing, node.region(), credits));
            }

            @Override
            public CompletionStage<Void> settle(
                    RegionId to, CrossingId crossing, List<Credit> accepted) {
                return call(
                        node,
                        to,
                        other -> other.participant().settle(crossing, node.region(), accepted));
            }

            @Override
            public CompletionStage<List<Credit>> conclude(RegionId decides, CrossingId crossing) {
                return call(
                        node, decides, other -> other.conclude().conclude(crossing, node.region()));
            }
        };
    }

    private <T> CompletionStage<T> call(
            SimulatedNode from, RegionId to, Function<SimulatedNode, CompletionStage<T>> message) {
        CompletableFuture<T> reply = new CompletableFuture<>();
        from.machine().after(WITHIN, () -> reply.completeExceptionally(new TimeoutException()));
        Consumer<SimulatedNode> arrival = node -> handle(node, message, new Reply<>(from, reply));
        travel(from.region(), to, () -> alive.apply(to).ifPresent(arrival));
        return reply;
    }

    /// Where an answer goes.
    private record Reply<T>(SimulatedNode asking, CompletableFuture<T> answer) {}

    private <T> void handle(
            SimulatedNode node,
            Function<SimulatedNode, CompletionStage<T>> message,
            Reply<T> reply) {
        node.machine()
                .after(
                        0,
                        () -> {
                            var _ =
                                    message.apply(node)
                                            .whenComplete((answer, failure) -> {
                                                if (!node.machine().dead()) {
                                                    Runnable told =
                                                            () ->
                                                                    done(
                                                                            reply.answer(),
                                                                            answer,
                                                                            failure);
                                                    travel(
                                                            node.region(),
                                                            reply.asking().region(),
                                                            () ->
                                                                    reply.asking()
                                                                            .machine()
                                                                            .after(0, told));
                                                }
                                            });
                        });
    }

    private static <T> void done(CompletableFuture<T> reply, T answer, Throwable failure) {
        if (failure == null) {
            reply.complete(answer);
        } else {
            reply.completeExceptionally(failure);
        }
    }

    private void travel(RegionId from, RegionId to, Runnable arrival) {
        int copies = schedule.happens(lost) ? 0 : schedule.happens(doubled) ? 2 : 1;
        for (int copy = 0; copy < copies; copy++) {
            int longest = schedule.happens(late) ? LATE : USUAL;
            schedule.after(
                    1_000 + schedule.any(longest),
                    () -> {
                        if (passes(from, to)) {
                            arrival.run();
                        }
                    });
        }
    }
}
