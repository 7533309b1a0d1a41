package dev.nostro.api;

import dev.nostro.account.Account;
import dev.nostro.account.AccountKind;
import dev.nostro.account.AccountState;
import dev.nostro.account.Accounts;
import dev.nostro.account.AsOf;
import dev.nostro.ledger.Ledger;
import dev.nostro.transfer.Command;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Accounts: opened, read, changed and listed.
@Path("/v1/accounts")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
@Tag(name = "Accounts")
class AccountResource {

    private static final Set<String> CONSISTENCIES = Set.of("strong", "session", "local");

    /// A revision as it stands in `ETag`, or bare.
    private static final Pattern REVISION = Pattern.compile("\"?([0-9]{1,18})\"?");

    private final Ledger ledger;
    private final Accounts accounts;
    private final Commands commands;
    private final Telling telling;
    private final Lookup lookup;

    AccountResource(
            Ledger ledger, Accounts accounts, Commands commands, Telling telling, Lookup lookup) {
        this.ledger = ledger;
        this.accounts = accounts;
        this.commands = commands;
        this.telling = telling;
        this.lookup = lookup;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Opens an account in its home region")
    @Parameter(
            name = Keys.HEADER,
            in = ParameterIn.HEADER,
            required = true,
            schema = @Schema(type = SchemaType.STRING),
            example = "open-alice")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = AccountRequest.class)))
    @APIResponse(
            responseCode = "201",
            description = "opened",
            content = @Content(schema = @Schema(implementation = AccountBody.class)))
    public CompletionStage<Response> open(byte[] body, @Context HttpServerRequest http) {
        AccountRequest request = Json.read(body, AccountRequest.class);
        Command.Opening command = commands.opening(request, () -> Keys.of(http));
        return ledger.submit(command)
                .thenApply(answer -> telling.tell(answer, "/v1/accounts").response());
    }

    @GET
    @Path("/{id}")
    @RunOnVirtualThread
    @Operation(
            summary = "An account as it is now",
            description = "With one region every consistency is strong: read from its primary.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = AccountBody.class)))
    public Response account(
            @PathParam("id") String id,
            @QueryParam("consistency") @Nullable String consistency,
            @QueryParam("minVersion") @Nullable String minVersion,
            @QueryParam("afterTransfer") @Nullable String afterTransfer) {
        if (consistency != null && !CONSISTENCIES.contains(consistency)) {
            throw new Malformed("consistency", "must be strong, session or local");
        }
        if (minVersion != null && !minVersion.matches("[0-9]{1,18}")) {
            throw new Malformed("minVersion", "must be a version");
        }
        AsOf<Account> found = lookup.account(id);
        return Told.ok(AccountBody.of(found.value(), found.at()));
    }

    @PATCH
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(
            summary = "Changes an account",
            description = "If-Match with the revision is required for all but the state.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = AccountPatch.class)))
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = AccountBody.class)))
    public Response change(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            byte[] body) {
        AccountPatch patch = Json.read(body, AccountPatch.class);
        Long revision = revision(ifMatch);
        Account account = lookup.account(id).value();
        Command.Amendment command =
                patch.toCommand(account.id(), account.standing().currency(), revision);
        return ledger.submit(command)
                .thenApply(answer -> telling.tell(answer, Telling.ACCOUNTS + id).response())
                .toCompletableFuture()
                .join();
    }

    @GET
    @RunOnVirtualThread
    @Operation(summary = "The accounts of this region, by number")
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
                                                        implementation = AccountBody.class),
                                                @SchemaProperty(
                                                        name = "next",
                                                        type = SchemaType.STRING)
                                            })))
    public Response list(
            @QueryParam("owner") @Nullable String owner,
            @QueryParam("currency") @Nullable String currency,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("state") @Nullable String state,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable String limit) {
        Fields fields = new Fields();
        Accounts.Filter filter =
                new Accounts.Filter(
                        fields.text("owner", owner, Fields.TEXT),
                        currency == null
                                ? null
                                : fields.currency("currency", currency).getCurrencyCode(),
                        fields.word("kind", kind, AccountKind::of),
                        fields.word("state", state, AccountState::of));
        fields.done();
        int size = Cursor.limit(limit);
        long after = Cursor.read(cursor, 1, 0L, parts -> Cursor.number(parts, 0));
        List<AsOf<Account>> found = accounts.list(filter, after, size + 1);
        return Told.ok(
                Cursor.Page.of(
                        found,
                        size,
                        account -> AccountBody.of(account.value(), account.at()),
                        account -> Cursor.of(account.value().id().number())));
    }

    private static @Nullable Long revision(@Nullable String ifMatch) {
        if (ifMatch == null) {
            return null;
        }
        Matcher revision = REVISION.matcher(ifMatch.strip());
        if (!revision.matches()) {
            throw new Malformed("If-Match", "must be a revision");
        }
        return Long.valueOf(revision.group(1));
    }
}
