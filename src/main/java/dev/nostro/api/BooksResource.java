package dev.nostro.api;

import dev.nostro.audit.TrialBalance;
import dev.nostro.journal.Journal;
import dev.nostro.ledger.Ledger;
import dev.nostro.region.Home;
import dev.nostro.region.Regions;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Currency;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The books as a whole: which region keeps them, how safely, and whether they balance.
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
@Tag(name = "Proof and operations")
class BooksResource {

    private final Ledger ledger;
    private final Journal journal;
    private final TrialBalance trialBalance;
    private final Home home;
    private final Regions regions;

    BooksResource(
            Ledger ledger, Journal journal, TrialBalance trialBalance, Home home, Regions regions) {
        this.ledger = ledger;
        this.journal = journal;
        this.trialBalance = trialBalance;
        this.home = home;
        this.regions = regions;
    }

    /// A region as the node that was asked sees it; `queueDepth` is that node's.
    @Schema(name = "Region")
    record RegionBody(
            String id,
            boolean up,
            int queueDepth,
            long journalPosition,
            String databaseRole,
            DurabilityBody durability) {}

    /// The database's settings that decide whether it may forget.
    @Schema(name = "Durability")
    record DurabilityBody(
            String fsync,
            String synchronous_commit,
            String full_page_writes,
            String synchronous_standby_names) {

        static DurabilityBody of(Home.Durability durability) {
            return new DurabilityBody(
                    durability.fsync(),
                    durability.synchronousCommit(),
                    durability.fullPageWrites(),
                    durability.standbys());
        }
    }

    /// Every region that is known.
    @Schema(name = "Regions")
    record RegionsBody(List<RegionBody> items, @Nullable String next, List<String> unreached) {}

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

    /// Whether the books of this region balance.
    @Schema(name = "TrialBalance")
    record TrialBalanceBody(String region, boolean holds, List<SumsBody> currencies) {}

    @GET
    @Path("/regions")
    @RunOnVirtualThread
    @Operation(summary = "Every region, and how safely it keeps its books")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = RegionsBody.class)))
    public Response regions() {
        RegionBody own =
                new RegionBody(
                        regions.own().name(),
                        true,
                        ledger.depth(),
                        journal.position(),
                        home.role(),
                        DurabilityBody.of(home.durability()));
        return Told.ok(new RegionsBody(List.of(own), null, List.of()));
    }

    @GET
    @Path("/audit/trial-balance")
    @RunOnVirtualThread
    @Operation(summary = "Proof that the books of this region balance, from one snapshot")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = TrialBalanceBody.class)))
    public Response trialBalance() {
        List<SumsBody> sums = trialBalance.take().stream().map(SumsBody::of).toList();
        boolean holds = sums.stream().allMatch(SumsBody::holds);
        return Told.ok(new TrialBalanceBody(regions.own().name(), holds, sums));
    }
}
