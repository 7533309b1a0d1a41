package dev.nostro.transfer;

import dev.nostro.account.Account;
import dev.nostro.account.Standing;
import java.time.Instant;
import java.util.List;

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
        List<Account> amended) {

    /// Whether there is nothing to write.
    public boolean changesNothing() {
        return recorded.isEmpty() && amended.isEmpty();
    }
}
