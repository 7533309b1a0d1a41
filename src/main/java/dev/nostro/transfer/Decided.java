package dev.nostro.transfer;

import dev.nostro.account.Account;
import dev.nostro.account.Standing;
import dev.nostro.region.RegionId;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;

/// What a batch comes to: an answer for each command, in order, and all that is to be written. All
/// of it happened at the same instant, which is never before any touched account's last posting.
/// Moved and amended accounts are here as they stand after the whole batch.
public record Decided(
        Instant at,
        List<Answer> answers,
        List<Outcome.Recorded> recorded,
        List<Posting> postings,
        List<Standing> moved,
        List<Account> opened,
        List<Account> amended,
        Crossed crossed) {

    /// What else is to be written where money crosses regions. `reserving` are accounts of which
    /// another amount is held or promised though nothing was posted to them; `ended` are transfers
    /// that have waited.
    public record Crossed(
            List<Command.Crossing> decided,
            List<Crossings.Kept> promised,
            List<Crossings.Kept> dropped,
            List<Standing> reserving,
            List<Outcome.Queued> ended,
            Map<Settlement, Sum> settled) {

        public static final Crossed NOTHING =
                new Crossed(List.of(), List.of(), List.of(), List.of(), List.of(), Map.of());

        /// Whether there is nothing to write.
        public boolean changesNothing() {
            return decided.isEmpty()
                    && promised.isEmpty()
                    && dropped.isEmpty()
                    && ended.isEmpty()
                    && settled.isEmpty();
        }
    }

    /// Which settlement account: what is owed to, or by, this region in this currency.
    public record Settlement(RegionId with, Currency currency) {}

    /// What a batch posts to a settlement account: a signed amount, and of how many transfers.
    public record Sum(long amount, int transfers) {

        Sum plus(Sum more) {
            return new Sum(Math.addExact(amount, more.amount), transfers + more.transfers);
        }
    }

    /// Whether readers of the journal have something to see: then the batch has a row.
    public boolean changesOutcomes() {
        return !recorded.isEmpty() || !amended.isEmpty() || !crossed.ended().isEmpty();
    }

    /// Whether there is nothing to write.
    public boolean changesNothing() {
        return recorded.isEmpty() && amended.isEmpty() && crossed.changesNothing();
    }
}
