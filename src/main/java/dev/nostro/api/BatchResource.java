package dev.nostro.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nostro.crossing.Payments;
import dev.nostro.crossing.WhenUnavailable;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.Reason;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Many transfers in one request: each for itself, or all or none.
@Path("/v1/transfers/batch")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
@Tag(name = "Transfers")
class BatchResource {

    private static final String INSTANCE = "/v1/transfers/batch";

    /// Where a transfer of a batch would have gone alone.
    private static final String ALONE = "/v1/transfers";

    private final Payments payments;
    private final Commands commands;
    private final Telling telling;
    private final ForwardedItems elsewhere;

    BatchResource(Payments payments, Commands commands, Telling telling, ForwardedItems elsewhere) {
        this.payments = payments;
        this.commands = commands;
        this.telling = telling;
        this.elsewhere = elsewhere;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Moves money many times",
            description = "One outcome each, in order: the body that the transfer alone would get.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = BatchRequest.class)))
    @APIResponse(
            responseCode = "200",
            description = "one outcome each, in order: a transfer, or a problem",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema =
                                    @Schema(
                                            type = SchemaType.OBJECT,
                                            properties =
                                                    @SchemaProperty(
                                                            name = "outcomes",
                                                            type = SchemaType.ARRAY,
                                                            implementation = TransferBody.class))))
    @APIResponse(
            responseCode = "422",
            description = "an atomic batch is refused, with the culprit",
            content =
                    @Content(
                            mediaType = Problem.MEDIA_TYPE,
                            schema = @Schema(implementation = Problem.class)))
    public CompletionStage<Response> batch(byte[] body, @Context HttpServerRequest http) {
        BatchRequest request = Json.read(body, BatchRequest.class);
        if (!request.allOrNone()) {
            return each(request.items(), http).thenApply(Told::response);
        }
        elsewhere.checkWhole(request.items());
        return allOrNone(request.items()).thenApply(Told::response);
    }

    private CompletionStage<Told> each(List<@Nullable JsonNode> items, HttpServerRequest http) {
        Map<Integer, CompletableFuture<Told>> forwarded = elsewhere.send(items, http);
        List<CompletableFuture<Told>> outcomes = new ArrayList<>(items.size());
        for (int at = 0; at < items.size(); at++) {
            CompletableFuture<Told> known = forwarded.get(at);
            outcomes.add(known != null ? known : one(items.get(at)).toCompletableFuture());
        }
        return CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new))
                .thenApply(_ ->
                        Telling.outcomes(outcomes.stream().map(CompletableFuture::join).toList()));
    }

    private CompletionStage<Told> one(@Nullable JsonNode node) {
        try {
            BatchItem item = Json.convert(node, BatchItem.class);
            Command.Transfer command = command(item);
            return payments.submit(command, item.transfer().orElse())
                    .thenApply(answer -> telling.tell(answer, telling.instance(command)));
        } catch (Malformed e) {
            Problem problem = Problem.of(Reason.MALFORMED, ALONE).withErrors(e.errors());
            return CompletableFuture.completedFuture(Told.problem(problem));
        } catch (Refusal e) {
            return CompletableFuture.completedFuture(Told.problem(Problem.of(e.reason(), ALONE)));
        }
    }

    private CompletionStage<Told> allOrNone(List<@Nullable JsonNode> nodes) {
        List<Command.Transfer> transfers = new ArrayList<>(nodes.size());
        List<String> keys = new ArrayList<>(nodes.size());
        for (int at = 0; at < nodes.size(); at++) {
            JsonNode node = nodes.get(at);
            try {
                BatchItem item = Json.convert(node, BatchItem.class);
                transfers.add(command(item));
                if (item.transfer().orElse() == WhenUnavailable.QUEUE) {
                    throw new Malformed("whenUnavailable", "an atomic batch cannot wait in part");
                }
            } catch (Malformed e) {
                throw e.within("transfers[" + at + "]");
            }
            keys.add(node.get("idempotencyKey").textValue());
        }
        return payments.submit(new Command.AllOrNone(transfers))
                .thenApply(answer -> telling.tellBatch(answer, keys, INSTANCE));
    }

    private Command.Transfer command(BatchItem item) {
        return commands.transfer(item.transfer(), () -> Keys.checked(item.idempotencyKey()));
    }
}
