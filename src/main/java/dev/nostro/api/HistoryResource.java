package dev.nostro.api;

import dev.nostro.account.Account;
import dev.nostro.account.Standing;
import dev.nostro.ledger.Postings;
import dev.nostro.money.Money;
import dev.nostro.region.Regions;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Instant;
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

/// What happened on an account, and how it stood.
@Path("/v1/accounts")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
@Tag(name = "Accounts")
class HistoryResource {

    private static final Set<String> ORDERS = Set.of("asc", "desc");

    private final Postings postings;
    private final Regions regions;
    private final Lookup lookup;

    HistoryResource(Postings postings, Regions regions, Lookup lookup) {
        this.postings = postings;
        this.regions = regions;
        this.lookup = lookup;
    }

    /// A balance as it was booked then.
    @Schema(name = "BookedBalance")
    record BookedBody(String id, String at, String balance, long version) {}

    @GET
    @Path("/{id}/balance")
    @RunOnVirtualThread
    @Operation(summary = "The balance booked at a past time: the same answer for ever")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = BookedBody.class)))
    public Response balance(@PathParam("id") String id, @QueryParam("at") @Nullable String at) {
        Instant time = Times.read("at", at);
        if (time == null) {
            throw new Malformed("at", "is required");
        }
        Account account = lookup.account(id).value();
        Postings.Booked booked =
                postings.booked(account.id(), time)
                        .orElseThrow(() -> new Malformed("at", "is not past yet"));
        return Told.ok(
                new BookedBody(
                        id,
                        Times.write(time),
                        Money.format(booked.balance(), account.standing().currency()),
                        booked.seq()));
    }

    @GET
    @Path("/{id}/postings")
    @RunOnVirtualThread
    @Operation(summary = "The postings of an account; from is inclusive, to exclusive")
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
                                                        implementation = PostingBody.class),
                                                @SchemaProperty(
                                                        name = "next",
                                                        type = SchemaType.STRING)
                                            })))
    public Response postings(
            @PathParam("id") String id,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("order") @Nullable String order) {
        if (order != null && !ORDERS.contains(order)) {
            throw new Malformed("order", "must be asc or desc");
        }
        boolean ascending = !"desc".equals(order);
        int size = Cursor.limit(limit);
        Instant start = Times.read("from", from);
        Instant end = Times.read("to", to);
        long passed = Cursor.read(cursor, 1, 0L, parts -> Cursor.number(parts, 0));
        Standing standing = lookup.account(id).value().standing();
        long last = end == null ? standing.seq() : postings.settled(standing.id()).seq();
        Postings.Span span =
                rest(postings.span(standing.id(), start, end, last), passed, ascending);
        List<Postings.Line> found = postings.lines(standing.id(), span, ascending, size + 1);
        return Told.ok(
                Cursor.Page.of(
                        found,
                        size,
                        line -> PostingBody.of(line, standing.currency(), regions.own()),
                        line -> Cursor.of(line.seq())));
    }

    /// What is left of a span after the posting that a cursor names.
    private static Postings.Span rest(Postings.Span span, long passed, boolean ascending) {
        if (passed == 0) {
            return span;
        }
        return ascending
                ? new Postings.Span(
                        Math.max(span.first(), Math.min(passed, span.last()) + 1), span.last())
                : new Postings.Span(span.first(), Math.min(span.last(), passed - 1));
    }

    @GET
    @Path("/{id}/statement")
    @Produces({MediaType.APPLICATION_JSON, Statement.CSV})
    @RunOnVirtualThread
    @Operation(summary = "Opening balance, postings, closing balance; they add up")
    @APIResponse(
            responseCode = "200",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = StatementBody.class)),
                @Content(mediaType = Statement.CSV)
            })
    public Response statement(
            @PathParam("id") String id,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @Context HttpHeaders headers) {
        Instant start = Times.read("from", from);
        Instant end = Times.read("to", to);
        Statement statement =
                new Statement(postings, regions.own(), lookup.account(id).value(), start, end);
        boolean csv = wantsCsv(headers);
        StreamingOutput body = csv ? statement::writeCsv : statement::writeJson;
        return Response.ok(body, csv ? Statement.CSV_TYPE : MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    /// Whether CSV is accepted rather than JSON. That one of them is has been seen to by then.
    private static boolean wantsCsv(HttpHeaders headers) {
        for (MediaType accepted : headers.getAcceptableMediaTypes()) {
            if (accepted.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
                return false;
            }
            if (accepted.isCompatible(Statement.CSV_TYPE)) {
                return true;
            }
        }
        return false;
    }

    /// A statement of account, as JSON.
    @Schema(name = "Statement")
    record StatementBody(
            String account,
            String currency,
            String from,
            String to,
            String openingBalance,
            List<PostingBody> postings,
            String closingBalance) {}
}
