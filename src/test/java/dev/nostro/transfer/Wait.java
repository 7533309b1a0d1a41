package dev.nostro.transfer;

import dev.nostro.account.AccountId;
import dev.nostro.region.RegionId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Alice's transfer to another region, which cannot be reached at noon and answers later.
final class Wait {

    static final Instant NOON = PaperBooks.NOON;
    static final Duration PATIENCE = Duration.ofHours(24);
    static final Instant TOMORROW = NOON.plus(PATIENCE);
    static final RegionId US = new RegionId("us");
    static final AccountId BOB = AccountId.of("us-195");

    final PaperBooks books = new PaperBooks();
    final AccountId alice = books.customer(1_000);
    final Command.Transfer transfer = Sent.transfer("k", alice, BOB, 300);

    /// How it is told first.
    final Outcome.Queued queued =
            new Outcome.Queued(transfer, NOON, new Outcome.Holder(1, 1_000, 700), TOMORROW, null);

    /// A crossing that carries it is decided, after the other region has said this.
    Decided carry(String crossing, Promises promises) {
        return books.decide(crossing(Command.Terms.WAITING, crossing, promises));
    }

    Command.Crossing crossing(Command.Terms terms, String id, Promises promises) {
        return new Command.Crossing(
                id(id),
                List.of(transfer),
                terms,
                Set.of(US),
                promises,
                new Command.Course(NOON, NOON));
    }

    Promises accepts() {
        return new Promises(Set.of(transfer.id()), Map.of());
    }

    Promises refuses(Reason reason) {
        return new Promises(Set.of(), Map.of(transfer.id(), reason));
    }

    static CrossingId id(String name) {
        return new CrossingId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    static Command.Queueing queue(Command.Transfer transfer) {
        return new Command.Queueing(transfer, PATIENCE);
    }
}
