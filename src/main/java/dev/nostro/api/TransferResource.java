package dev.nostro.api;

import dev.nostro.crossing.Payments;
import dev.nostro.transfer.Command;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Money from one account to another: the way in.
@Path("/v1/transfers")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
@Tag(name = "Transfers")
class TransferResource {

    private final Payments payments;
    private final Commands commands;
    private final Telling telling;

    TransferResource(Payments payments, Commands commands, Telling telling) {
        this.payments = payments;
        this.commands = commands;
        this.telling = telling;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Moves money",
            description = "Exactly once for each key: a repeated request gets the first answer.")
    @Parameter(
            name = Keys.HEADER,
            in = ParameterIn.HEADER,
            required = true,
            description = "1 to 255 visible ASCII characters, one for each transfer meant",
            schema = @Schema(type = SchemaType.STRING),
            example = "invoice-42")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = TransferRequest.class)))
    @APIResponse(
            responseCode = "201",
            description = "posted",
            content = @Content(schema = @Schema(implementation = TransferBody.class)))
    @APIResponse(
            responseCode = "202",
            description = "queued, because the region of `to` cannot be reached",
            content = @Content(schema = @Schema(implementation = TransferBody.class)))
    @APIResponse(
            responseCode = "422",
            description = "refused",
            content =
                    @Content(
                            mediaType = Problem.MEDIA_TYPE,
                            schema = @Schema(implementation = Problem.class)))
    public CompletionStage<Response> transfer(byte[] body, @Context HttpServerRequest http) {
        TransferRequest request = Json.read(body, TransferRequest.class);
        Command.Transfer command = commands.transfer(request, () -> Keys.of(http));
        String instance = telling.instance(command);
        return payments.submit(command, request.orElse())
                .thenApplyAsync(
                        answer -> telling.tell(answer, instance).response(), Loop.current());
    }
}
