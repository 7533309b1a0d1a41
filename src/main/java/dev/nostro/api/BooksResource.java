package dev.nostro.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nostro.audit.SettlementAudit;
import dev.nostro.audit.TrialBalance;
import dev.nostro.region.Regions;
import dev.nostro.transfer.Reason;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The books as a whole: whether they balance, in each region and between them.
@Path("/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
@Tag(name = "Proof and operations")
class BooksResource {

    /// How long the slowest region has to add up its books, the others' answers included.
    private static final Duration WITHIN = Duration.ofSeconds(55);

    private static final String TRIAL_BALANCE = "/v1/audit/trial-balance?region=";
    private static final String SETTLEMENT = "/v1/audit/settlement?region=";

    private final TrialBalance trialBalance;
    private final SettlementAudit settlementAudit;
    private final Regions regions;
    private final OtherRegions others;

    BooksResource(
            TrialBalance trialBalance,
            SettlementAudit settlementAudit,
            Regions regions,
            OtherRegions others) {
        this.trialBalance = trialBalance;
        this.settlementAudit = settlementAudit;
        this.regions = regions;
        this.others = others;
    }

    /// All regions together.
    @Schema(name = "World")
    record WorldBody(
            boolean holds,
            Set<String> unreached,
            @Schema(implementation = TrialBalanceBody[].class) List<JsonNode> regions,
            @Schema(implementation = SettlementBody.PairBody[].class) List<?> settlement) {

        static WorldBody of(Gathered balances, SettlementBody settlement) {
            Set<String> unreached = new TreeSet<>(balances.unreached());
            unreached.addAll(settlement.unreached());
            List<JsonNode> told = List.copyOf(balances.told().values());
            boolean holds =
                    unreached.isEmpty()
                            && settlement.holds()
                            && told.stream().allMatch(one -> one.path("holds").booleanValue());
            return new WorldBody(holds, unreached, told, settlement.settlement());
        }
    }

    @GET
    @Path("/trial-balance")
    @RunOnVirtualThread
    @Operation(summary = "Proof that the books of a region balance, from one snapshot")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = TrialBalanceBody.class)))
    public Response trialBalance(@QueryParam("region") @Nullable String region) {
        here(region);
        return Told.ok(trialBalance());
    }

    @GET
    @Path("/settlement")
    @RunOnVirtualThread
    @Operation(
            summary = "Proof that what regions sent each other is received or in flight",
            description = "With region: what that one has sent.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = SettlementBody.class)))
    public Response settlement(
            @QueryParam("region") @Nullable String region, @Context HttpServerRequest http) {
        here(region);
        return Told.ok(region == null ? settlement(http) : ownSettlement());
    }

    @GET
    @Path("/world")
    @RunOnVirtualThread
    @Operation(summary = "Proof that the books balance in all regions and between them")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = WorldBody.class)))
    public Response world(@Context HttpServerRequest http) {
        var balances = others.readAll(http, WITHIN, region -> TRIAL_BALANCE + region);
        SettlementBody settlement = settlement(http);
        return Told.ok(
                WorldBody.of(
                        Gathered.of(regions.own(), Json.tree(trialBalance()), balances),
                        settlement));
    }

    /// Who names a region names this one, or it would not be asked here.
    private void here(@Nullable String region) {
        if (region != null && !region.equals(regions.own().name())) {
            throw new Refusal(Reason.NOT_FOUND);
        }
    }

    private TrialBalanceBody trialBalance() {
        return TrialBalanceBody.of(regions.own(), trialBalance.take());
    }

    private SettlementBody ownSettlement() {
        return SettlementBody.of(regions.own(), settlementAudit.take());
    }

    private SettlementBody settlement(HttpServerRequest http) {
        var theirs = others.readAll(http, WITHIN, region -> SETTLEMENT + region);
        return SettlementBody.of(Gathered.of(regions.own(), Json.tree(ownSettlement()), theirs));
    }
}
