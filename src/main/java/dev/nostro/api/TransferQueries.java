package dev.nostro.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nostro.account.AccountId;
import dev.nostro.ledger.Decisions;
import dev.nostro.ledger.Transfers;
import dev.nostro.region.RegionId;
import dev.nostro.region.Regions;
import dev.nostro.transfer.CommandId;
import dev.nostro.transfer.Outcome;
import dev.nostro.transfer.Reason;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Transfers as they are now, and lists of them.
@Path("/v1/transfers")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
@Tag(name = "Transfers")
class TransferQueries {

    private static final Set<String> STATUSES =
            Set.of("posted", "held", "queued", "refused", "captured", "voided", "expired");

    private final Transfers transfers;
    private final Decisions decisions;
    private final Regions regions;
    private final Commands commands;
    private final OtherRegions others;

    TransferQueries(
            Transfers transfers,
            Decisions decisions,
            Regions regions,
            Commands commands,
            OtherRegions others) {
        this.transfers = transfers;
        this.decisions = decisions;
        this.regions = regions;
        this.commands = commands;
        this.others = others;
    }

    @GET
    @Path("/{id}")
    @RunOnVirtualThread
    @Operation(summary = "A transfer as it is now")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = TransferBody.class)))
    public Response transfer(@PathParam("id") String id) {
        TransferBody body =
                CommandId.parse(id)
                        .filter(parsed -> parsed.text(regions.own()).equals(id))
                        .flatMap(transfers::find)
                        .map(outcome -> body(outcome, settled(List.of(outcome))))
                        .orElseThrow(() -> new Refusal(Reason.NOT_FOUND));
        return Told.ok(body);
    }

    @GET
    @RunOnVirtualThread
    @Operation(
            summary = "Transfers, newest first, or what became of a key",
            description = "With idempotencyKey: what is recorded under this key of the caller.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema =
                                    @Schema(
                                            type = SchemaType.OBJECT,
                                            properties = {
                                                @SchemaProperty(
                                                        name = "items",
                                                        type = SchemaType.ARRAY,
                                                        implementation = TransferBody.class),
                                                @SchemaProperty(
                                                        name = "next",
                                                        type = SchemaType.STRING)
                                            })))
    public Response list(
            @QueryParam("idempotencyKey") @Nullable String key,
            @QueryParam("region") @Nullable String region,
            @QueryParam("account") @Nullable String account,
            @QueryParam("status") @Nullable String status,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable String limit,
            @Context HttpServerRequest http) {
        if (key != null) {
            return Told.ok(region == null ? ofKey(key, http) : ofKey(key, region));
        }
        if (status != null && !STATUSES.contains(status)) {
            throw new Malformed("status", "is not a status of a transfer");
        }
        int size = Cursor.limit(limit);
        Transfers.Position below =
                Cursor.read(cursor, 3, Transfers.Position.NEWEST, TransferQueries::position);
        List<Transfers.Listed> found = found(account, status, below, size + 1);
        Decisions.SettledLegs settled =
                settled(found.stream().map(Transfers.Listed::outcome).toList());
        return Told.ok(
                Cursor.Page.of(
                        found,
                        size,
                        listed -> body(listed.outcome(), settled),
                        listed -> cursor(listed.next())));
    }

    private List<Transfers.Listed> found(
            @Nullable String account, @Nullable String word, Transfers.Position below, int limit) {
        Optional<Transfers.Status> status = Optional.ofNullable(word).flatMap(Transfers.Status::of);
        if (word != null && status.isEmpty()) {
            return List.of(); // no transfer has it yet
        }
        return account == null
                ? transfers.list(status.orElse(null), below, limit)
                : ofAccount(account, status.orElse(null), below, limit);
    }

    private List<Transfers.Listed> ofAccount(
            String account,
            Transfers.@Nullable Status status,
            Transfers.Position below,
            int limit) {
        AccountId id = AccountId.of(account);
        return id.number() == AccountId.NOTHING || !regions.own().name().equals(id.region())
                ? List.of()
                : transfers.list(id, status, below, limit);
    }

    private Found ofKey(String key, String region) {
        CommandId id = commands.id(region, () -> Keys.checked(key));
        List<Object> items = new ArrayList<>();
        transfers
                .find(id)
                .filter(outcome -> !(outcome instanceof Outcome.Opened))
                .map(outcome -> body(outcome, settled(List.of(outcome))))
                .ifPresent(items::add);
        return new Found(items, null, new ArrayList<>());
    }

    /// In all regions at once: a caller may not know any more who decided.
    private Found ofKey(String key, HttpServerRequest http) {
        String target =
                "/v1/transfers?idempotencyKey="
                        + URLEncoder.encode(Keys.checked(key), StandardCharsets.US_ASCII)
                        + "&region=";
        Map<RegionId, CompletionStage<JsonNode>> asked =
                others.readAll(http, region -> target + region);
        Found found = ofKey(key, regions.own().name());
        asked.forEach((region, answer) -> {
            try {
                JsonNode items = answer.toCompletableFuture().join().path("items");
                items.forEach(found.items()::add);
            } catch (CompletionException _) {
                found.unreached().add(region.name());
            }
        });
        return found;
    }

    /// What was found in all regions, and the regions that could not be asked.
    private record Found(List<Object> items, @Nullable String next, List<String> unreached) {}

    private Decisions.SettledLegs settled(List<Outcome.Recorded> outcomes) {
        return decisions.settled(
                outcomes.stream()
                        .flatMap(outcome -> Outcome.Sent.in(outcome).stream())
                        .map(Outcome.Sent::crossing)
                        .toList());
    }

    private TransferBody body(Outcome.Recorded outcome, Decisions.SettledLegs settled) {
        Instant settledAt =
                Outcome.Sent.in(outcome)
                        .map(sent -> settled.at(sent.crossing(), sent.command().to().region()))
                        .orElse(null);
        return switch (outcome) {
            case Outcome.Sent sent -> TransferBody.of(sent, regions.own(), settledAt);
            case Outcome.Queued queued -> TransferBody.of(queued, regions.own(), settledAt);
            case Outcome.Received received -> TransferBody.of(received);
            case Outcome.Posted posted -> TransferBody.of(posted, regions.own());
            case Outcome.Refused refused -> TransferBody.of(refused, regions.own());
            case Outcome.Opened _ -> throw new Refusal(Reason.NOT_FOUND);
        };
    }

    private static Transfers.Position position(String[] parts) {
        return new Transfers.Position(
                Cursor.number(parts, 0), Cursor.uuid(parts, 1), Cursor.number(parts, 2));
    }

    private static String cursor(Transfers.Position position) {
        return Cursor.of(position.batch(), position.id(), position.seq());
    }
}
