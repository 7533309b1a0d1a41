package dev.nostro.audit;

import dev.nostro.audit.Questions.Applied;
import dev.nostro.audit.Questions.ReceivedAnswer;
import dev.nostro.audit.SettlementBooks.Received;
import dev.nostro.journal.Journal;
import dev.nostro.link.Receiver;
import dev.nostro.link.Wording;
import dev.nostro.region.RegionId;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The receiving region's part in the proof between two regions.
@Singleton
final class SettlementAnswers {

    private final SettlementBooks books;
    private final SettlementRows rows;
    private final Journal journal;

    SettlementAnswers(SettlementBooks books, SettlementRows rows, Journal journal) {
        this.books = books;
        this.rows = rows;
        this.journal = journal;
    }

    /// How one kind of question is answered, on a thread that may wait.
    private interface Answer {
        Object to(RegionId from, byte[] question);
    }

    private record Kind(String path, Answer answer) implements Receiver {

        @Override
        public CompletionStage<byte[]> receive(RegionId from, byte[] body, long deadlineNanos) {
            return CompletableFuture.supplyAsync(
                    () -> Wording.write(answer.to(from, body)), Thread::startVirtualThread);
        }
    }

    @Produces
    @Singleton
    @Unremovable
    Receiver received() {
        return new Kind(Questions.RECEIVED, (from, _) -> received(from));
    }

    @Produces
    @Singleton
    @Unremovable
    Receiver applied() {
        return new Kind(
                Questions.APPLIED,
                (from, question) -> applied(from, Wording.read(question, Applied.class)));
    }

    @Produces
    @Singleton
    @Unremovable
    Receiver rows() {
        return new Kind(
                Questions.ROWS,
                (from, question) ->
                        Questions.Rows.of(
                                rows.received(
                                        from, Wording.read(question, Questions.Range.class))));
    }

    /// What was confirmed before the audit began counts as received: so all that is committed is
    /// numbered first.
    private ReceivedAnswer received(RegionId from) {
        journal.catchUp();
        Received received = books.received(from);
        return new ReceivedAnswer(received.position(), received.sums());
    }

    private Applied applied(RegionId from, Applied asked) {
        return new Applied(
                asked.position(),
                List.copyOf(books.applied(from, asked.position(), asked.transfers())));
    }
}
