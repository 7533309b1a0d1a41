package dev.nostro.api;

import dev.nostro.ledger.Postings;
import dev.nostro.money.Money;
import dev.nostro.region.RegionId;
import java.util.Currency;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// One account's side of a transfer; `amount` is signed. The transfer is of the region that pays.
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
        RegionId decides = line.amount() < 0 ? home : new RegionId(line.counterparty().region());
        return new PostingBody(
                line.seq(),
                line.transfer().text(decides),
                line.counterparty().text(),
                Money.format(line.amount(), currency),
                Money.format(line.balanceAfter(), currency),
                Times.write(line.postedAt()),
                line.reference());
    }
}
