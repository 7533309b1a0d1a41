package dev.nostro.api;

import dev.nostro.ledger.Postings;
import dev.nostro.money.Money;
import dev.nostro.region.RegionId;
import java.util.Currency;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// One account's side of a transfer; `amount` is signed.
@Schema(name = "Posting")
record PostingBody(
        long seq,
        String transfer,
        String counterparty,
        @Schema(examples = "-125.00") String amount,
        String balanceAfter,
        String postedAt,
        @Nullable String reference) {

    static PostingBody of(Postings.Line line, Currency currency, RegionId home) {
        return new PostingBody(
                line.seq(),
                line.transfer().text(home),
                line.counterparty().text(),
                Money.format(line.amount(), currency),
                Money.format(line.balanceAfter(), currency),
                Times.write(line.postedAt()),
                line.reference());
    }
}
