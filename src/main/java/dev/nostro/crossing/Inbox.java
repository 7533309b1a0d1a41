package dev.nostro.crossing;

import dev.nostro.link.Receiver;
import dev.nostro.link.Wording;
import dev.nostro.region.RegionId;
import dev.nostro.transfer.CrossingId;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;

/// What other regions say to this one, and its replies.
@Singleton
final class Inbox {

    private static final byte[] DONE = {'{', '}'};

    private final Participant participant;
    private final Conclude conclude;

    Inbox(LedgerBooks books) {
        this.participant = new Participant(books);
        this.conclude = new Conclude(books);
    }

    /// What is done with a message of one kind.
    private interface Reply {
        CompletionStage<byte[]> to(RegionId from, byte[] message);
    }

    private record Kind(String path, Reply reply) implements Receiver {

        @Override
        public CompletionStage<byte[]> receive(RegionId from, byte[] body, long deadlineNanos) {
            return reply.to(from, body);
        }
    }

    /// A region asks for promises.
    @Produces
    @Singleton
    @Unremovable
    Receiver prepare() {
        return new Kind(Messages.PREPARE, this::prepare);
    }

    /// A region tells its decision.
    @Produces
    @Singleton
    @Unremovable
    Receiver settle() {
        return new Kind(Messages.SETTLE, this::settle);
    }

    /// A region asks how a crossing ended.
    @Produces
    @Singleton
    @Unremovable
    Receiver conclude() {
        return new Kind(Messages.CONCLUDE, this::conclude);
    }

    private CompletionStage<byte[]> prepare(RegionId origin, byte[] message) {
        Messages.Credits asked = Wording.read(message, Messages.Credits.class);
        return participant
                .prepare(asked.id(), origin, asked.all())
                .thenApply(Messages.Promised::of)
                .thenApply(Wording::write);
    }

    private CompletionStage<byte[]> settle(RegionId origin, byte[] message) {
        Messages.Credits told = Wording.read(message, Messages.Credits.class);
        return participant.settle(told.id(), origin, told.all()).thenApply(_ -> DONE);
    }

    private CompletionStage<byte[]> conclude(RegionId asking, byte[] message) {
        Messages.Question question = Wording.read(message, Messages.Question.class);
        CrossingId crossing = new CrossingId(question.crossing());
        Failpoint.ASK_RECEIVED.pass();
        return conclude.conclude(crossing, asking)
                .whenComplete((_, _) -> Failpoint.BEFORE_REPLY.pass())
                .thenApply(credits -> Messages.Credits.of(crossing, credits))
                .thenApply(Wording::write);
    }
}
