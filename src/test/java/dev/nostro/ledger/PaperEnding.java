package dev.nostro.ledger;

import dev.nostro.transfer.CrossingId;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The transaction that ends a crossing, as [Decisions#abort] does: it waits for a coordinator at
/// work, within a bound.
record PaperEnding(PaperDatabase database, Schedule schedule) {

    /// `lock_timeout`.
    private static final long LOCK_WAIT = 1_500_000;

    CompletionStage<Void> abort(PaperTransaction transaction, CrossingId crossing) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        schedule.after(
                LOCK_WAIT,
                () -> {
                    if (!transaction.commitSent) {
                        database.end(transaction, PaperDatabase.state("55P03"));
                    }
                });
        PaperDatabase.Reply done = failure -> complete(result, failure);
        database.send(
                transaction,
                () -> insert(transaction, crossing),
                failure -> {
                    if (failure.isPresent()) {
                        done.accept(failure);
                    } else {
                        database.commit(transaction, done);
                    }
                });
        return result;
    }

    private static void complete(CompletableFuture<Void> result, Optional<SQLException> failure) {
        if (failure.isPresent()) {
            result.completeExceptionally(failure.get());
        } else {
            result.complete(null);
        }
    }

    private boolean insert(PaperTransaction transaction, CrossingId crossing) {
        StoredBooks books = database.books();
        Optional<List<Object>> key = Schema.REAL.decision(crossing);
        if (key.isPresent() && books.has(key.get())) {
            return true;
        }
        if (key.isPresent() && !database.own(transaction, key.get())) {
            return false;
        }
        transaction.aborted = crossing;
        return true;
    }
}
