package dev.nostro.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostro.bench.BookedBatch.Leg;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class SessionBooksTest {

    @Test
    void sessionsShareNoAccountAndLeaveNoneOut() {
        Set<Long> first = accounts(new SessionBooks(0, 20));
        Set<Long> second = accounts(new SessionBooks(1, 20));

        assertThat(first).hasSize(10).doesNotContainAnyElementsOf(second);
        assertThat(second).hasSize(10);
        first.addAll(second);
        assertThat(first).allMatch(number -> number >= 1 && number <= 20);
    }

    @Test
    void anAccountMovesOnceToItsLastLeg() {
        BookedBatch batch = book(new SessionBooks(0, 20));
        Collection<Leg> moved = batch.moved();

        assertThat(moved).hasSize(10).isSubsetOf(batch.legs());
        assertThat(moved).extracting(Leg::account).isSorted();
        assertThat(moved.stream().mapToLong(Leg::seq).sum()).isEqualTo(2L * SessionBooks.BATCH);
        assertThat(moved.stream().mapToLong(Leg::balance).sum()).isZero();
    }

    private static Set<Long> accounts(SessionBooks books) {
        Set<Long> accounts = new HashSet<>();
        book(books).legs().forEach(leg -> accounts.add(leg.account()));
        return accounts;
    }

    private static BookedBatch book(SessionBooks books) {
        return books.book(0, Instant.EPOCH, n -> new UUID(0, n));
    }
}
