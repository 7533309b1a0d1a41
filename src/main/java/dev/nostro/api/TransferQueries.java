package dev.nostro.api;

import dev.nostro.account.AccountId;
import dev.nostro.ledger.Transfers;
import dev.nostro.region.Regions;
import dev.nostro.transfer.CommandId;
import dev.nostro.transfer.Outcome;
import dev.nostro.transfer.Reason;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
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
    private final Regions regions;
    private final Commands commands;

    TransferQueries(Transfers transfers, Regions regions, Commands commands) {
        this.transfers = transfers;
        this.regions = regions;
        this.commands = commands;
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
                        .map(this::body)
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
            @QueryParam("limit") @Nullable String limit) {
        if (key != null) {
            return Told.ok(ofKey(key, region));
        }
        if (status != null && !STATUSES.contains(status)) {
            throw new Malformed("status", "is not a status of a transfer");
        }
        int size = Cursor.limit(limit);
        Transfers.Position below =
                Cursor.read(cursor, 3, Transfers.Position.NEWEST, TransferQueries::position);
        List<Transfers.Listed> found =
                account == null
                        ? transfers.list(status, below, size + 1)
                        : ofAccount(account, status, below, size + 1);
        return Told.ok(
                Cursor.Page.of(
                        found,
                        size,
                        listed -> body(listed.outcome()),
                        listed -> cursor(listed.next())));
    }

    private List<Transfers.Listed> ofAccount(
            String account, @Nullable String status, Transfers.Position below, int limit) {
        AccountId id = AccountId.of(account);
        return id.number() == AccountId.NOTHING || !regions.knows(id.region())
                ? List.of()
                : transfers.list(id, status, below, limit);
    }

    private Found ofKey(String key, @Nullable String region) {
        String asked = region == null ? regions.own().name() : region;
        CommandId id = commands.id(asked, () -> Keys.checked(key));
        List<TransferBody> items =
                transfers
                        .find(id)
                        .filter(outcome -> !(outcome instanceof Outcome.Opened))
                        .map(this::body)
                        .stream()
                        .toList();
        return new Found(items, null, List.of());
    }

    /// What was found in all regions, and the regions that could not be asked.
    @Schema(name = "TransfersFound")
    record Found(List<TransferBody> items, @Nullable String next, List<String> unreached) {}

    private TransferBody body(Outcome.Recorded outcome) {
        return switch (outcome) {
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
