package dev.nostro.api;

import dev.nostro.audit.TrialBalance;
import dev.nostro.region.RegionId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Currency;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Whether the books of a region balance.
@Schema(name = "TrialBalance")
record TrialBalanceBody(String region, boolean holds, List<SumsBody> currencies) {

    /// The sums of one currency; they hold if they are zero, and every balance is the sum of its
    /// account's postings.
    @Schema(name = "CurrencySums")
    record SumsBody(
            String currency,
            long accounts,
            String sumOfBalances,
            String sumOfPostings,
            boolean holds) {

        static SumsBody of(TrialBalance.Sums sums) {
            int digits = Currency.getInstance(sums.currency()).getDefaultFractionDigits();
            return new SumsBody(
                    sums.currency(),
                    sums.accounts(),
                    text(sums.balances(), digits),
                    text(sums.postings(), digits),
                    sums.holds());
        }

        private static String text(BigInteger minor, int digits) {
            return new BigDecimal(minor, digits).toPlainString();
        }
    }

    static TrialBalanceBody of(RegionId region, List<TrialBalance.Sums> taken) {
        List<SumsBody> sums = taken.stream().map(SumsBody::of).toList();
        return new TrialBalanceBody(region.name(), sums.stream().allMatch(SumsBody::holds), sums);
    }
}
