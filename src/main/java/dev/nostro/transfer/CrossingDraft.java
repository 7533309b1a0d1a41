package dev.nostro.transfer;

import dev.nostro.transfer.Crossings.Kept;
import dev.nostro.transfer.Decided.Settlement;
import dev.nostro.transfer.Decided.Sum;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The part of a [Draft] that is about crossings: decisions, promises, what has become of transfers
/// that waited, and what settlement accounts come to.
final class CrossingDraft {

    private final Crossings books;
    private final @Nullable CrossingDraft under;

    private final Map<CrossingId, Command.Crossing> decided = new LinkedHashMap<>();
    private final Map<Map.Entry<CrossingId, CommandId>, Kept> promised = new LinkedHashMap<>();
    private final Map<Map.Entry<CrossingId, CommandId>, Kept> dropped = new LinkedHashMap<>();
    private final Set<Long> reserving = new HashSet<>();
    private final Map<CommandId, Outcome.Queued> ended = new LinkedHashMap<>();
    private final Map<Settlement, Sum> settled = new LinkedHashMap<>();

    CrossingDraft(Crossings books, @Nullable CrossingDraft under) {
        this.books = books;
        this.under = under;
    }

    CrossingDraft fork() {
        return new CrossingDraft(books, this);
    }

    void adopt(CrossingDraft fork) {
        decided.putAll(fork.decided);
        fork.promised.values().forEach(this::promise);
        fork.dropped.values().forEach(this::drop);
        reserving.addAll(fork.reserving);
        ended.putAll(fork.ended);
        fork.settled.forEach((account, sum) -> settled.merge(account, sum, Sum::plus));
    }

    /// Whether this crossing has been ended, here or before.
    boolean decided(CrossingId crossing) {
        return decided.containsKey(crossing)
                || (under == null
                        ? books.decided().containsKey(crossing)
                        : under.decided(crossing));
    }

    void decide(Command.Crossing crossing) {
        decided.put(crossing.id(), crossing);
    }

    /// The promises that bind for this crossing, by transfer.
    Map<CommandId, Kept> kept(CrossingId crossing) {
        Map<CommandId, Kept> kept = new LinkedHashMap<>();
        if (under == null) {
            books.kept()
                    .getOrDefault(crossing, List.of())
                    .forEach(promise -> kept.put(promise.transfer(), promise));
        } else {
            kept.putAll(under.kept(crossing));
        }
        promised.values().stream()
                .filter(promise -> promise.crossing().equals(crossing))
                .forEach(promise -> kept.put(promise.transfer(), promise));
        dropped.values().stream()
                .filter(promise -> promise.crossing().equals(crossing))
                .forEach(promise -> kept.remove(promise.transfer()));
        return kept;
    }

    void promise(Kept promise) {
        if (dropped.remove(name(promise)) == null) {
            promised.put(name(promise), promise);
        }
        reserve(promise.account());
    }

    /// A promise made in this very batch leaves no trace.
    void drop(Kept promise) {
        if (promised.remove(name(promise)) == null) {
            dropped.put(name(promise), promise);
        }
        reserve(promise.account());
    }

    /// The account has another amount held or promised.
    void reserve(long account) {
        reserving.add(account);
    }

    /// What has become here of this transfer that waited.
    Outcome.@Nullable Queued ended(CommandId transfer) {
        return ended.get(transfer);
    }

    void end(Outcome.Queued transfer) {
        ended.put(transfer.command().id(), transfer);
    }

    void settle(Settlement account, long amount) {
        settled.merge(account, new Sum(amount, 1), Sum::plus);
    }

    /// All of it; `standings` gives accounts as they stand at the end, `moved` those that are
    /// written anyway.
    Decided.Crossed decided(Draft draft, Set<Long> moved) {
        if (decided.isEmpty() && reserving.isEmpty() && settled.isEmpty()) {
            return Decided.Crossed.NOTHING;
        }
        return new Decided.Crossed(
                List.copyOf(decided.values()),
                List.copyOf(promised.values()),
                List.copyOf(dropped.values()),
                reserving.stream()
                        .filter(account -> !moved.contains(account))
                        .map(draft::last)
                        .toList(),
                List.copyOf(ended.values()),
                Map.copyOf(settled));
    }

    private static Map.Entry<CrossingId, CommandId> name(Kept promise) {
        return Map.entry(promise.crossing(), promise.transfer());
    }
}
