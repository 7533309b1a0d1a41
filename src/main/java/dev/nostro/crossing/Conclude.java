package dev.nostro.crossing;

import dev.nostro.region.RegionId;
import dev.nostro.transfer.Credit;
import dev.nostro.transfer.CrossingId;
import dev.nostro.transfer.Crossings.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The only way in which anything about a crossing is found out: its decision row, in the region
/// that pays. Where there is none, an end is written under the same unique key, which waits for a
/// coordinator still at work and defeats one that comes too late.
final class Conclude {

    private final OwnBooks books;

    Conclude(OwnBooks books) {
        this.books = books;
    }

    /// What that region has to book, in full; empty where it has to book nothing.
    CompletionStage<List<Credit>> conclude(CrossingId crossing, RegionId asking) {
        return books.verdict(crossing)
                .thenCompose(known -> known.isPresent() ? done(known) : end(crossing, asking))
                .thenCompose(verdict ->
                        switch (verdict) {
                            case DECIDED -> books.accepted(crossing, asking);
                            case ABORTED -> CompletableFuture.completedStage(List.of());
                        });
    }

    private CompletionStage<Verdict> end(CrossingId crossing, RegionId asking) {
        Failpoint.BEFORE_ABORT.pass();
        return books.abort(crossing)
                .thenRun(Failpoint.AFTER_ABORT::pass)
                .thenCompose(_ -> books.verdict(crossing))
                .thenCompose(Conclude::done)
                .thenApply(verdict -> {
                    if (verdict == Verdict.ABORTED) {
                        Change.ABORTED.of(crossing, asking);
                    }
                    return verdict;
                });
    }

    private static CompletionStage<Verdict> done(Optional<Verdict> verdict) {
        return CompletableFuture.completedStage(
                verdict.orElseThrow(
                        () -> new IllegalStateException("a crossing was ended and has no end")));
    }
}
