package dev.nostro.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nostro.ledger.CrossingHistory;
import dev.nostro.ledger.CrossingHistory.Doubt;
import dev.nostro.ledger.CrossingHistory.Ended;
import dev.nostro.ledger.CrossingHistory.Position;
import dev.nostro.region.RegionId;
import dev.nostro.region.Regions;
import dev.nostro.transfer.CrossingId;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Money on its way between regions, as all of them together know it.
@Path("/v1/crossings")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
@Tag(name = "Proof and operations")
class CrossingQueries {

    private final CrossingHistory history;
    private final Regions regions;
    private final OtherRegions others;

    CrossingQueries(CrossingHistory history, Regions regions, OtherRegions others) {
        this.history = history;
        this.regions = regions;
        this.others = others;
    }

    /// A page of a list that all regions were asked for.
    @Schema(name = "Crossings")
    record CrossingsBody(
            @Schema(implementation = CrossingBody[].class) List<?> items,
            @Nullable String next,
            Set<String> unreached) {}

    @GET
    @RunOnVirtualThread
    @Operation(
            summary = "Crossings, newest first, as all regions know them",
            description =
                    "The paying region tells what is decided, the receiving one what it is in doubt"
                            + " about. With region: what that one knows.")
    @Parameter(
            name = "state",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"inFlight", "inDoubt", "settled", "aborted"}))
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = CrossingsBody.class)))
    public Response list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("id") @Nullable String id,
            @QueryParam("region") @Nullable String region,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable String limit,
            @Context HttpServerRequest http) {
        if (id != null && named(id).isEmpty()) {
            throw new Malformed("id", "is not the id of a crossing");
        }
        CrossingsAsked asked = new CrossingsAsked(state, id, cursor, Cursor.limit(limit));
        if (region == null) {
            Gathered all = gather(asked, http);
            return Told.ok(page(all.told().values(), asked.limit(), all.unreached()));
        }
        if (!region.equals(regions.own().name())) {
            throw new Refusal(Reason.NOT_FOUND);
        }
        return Told.ok(own(asked));
    }

    @GET
    @Path("/{id}")
    @RunOnVirtualThread
    @Operation(
            summary = "A crossing with every step",
            description =
                    "Every region that takes part is asked; those it could not ask are named.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = CrossingBody.class)))
    public Response crossing(@PathParam("id") String id, @Context HttpServerRequest http) {
        if (named(id).isEmpty()) {
            throw new Refusal(Reason.NOT_FOUND);
        }
        Gathered all = gather(new CrossingsAsked(null, id, null, 1), http);
        List<JsonNode> parts = new ArrayList<>();
        all.told().values().forEach(told -> told.path("items").forEach(parts::add));
        return CrossingView.whole(parts, all.unreached())
                .map(Told::ok)
                .orElseThrow(() ->
                        new Refusal(
                                all.unreached().isEmpty()
                                        ? Reason.NOT_FOUND
                                        : Reason.REGION_UNAVAILABLE));
    }

    private Gathered gather(CrossingsAsked asked, HttpServerRequest http) {
        var theirs = others.readAll(http, asked::target);
        return Gathered.of(regions.own(), Json.tree(own(asked)), theirs);
    }

    private static CrossingsBody page(Iterable<JsonNode> pages, int limit, Set<String> unreached) {
        List<JsonNode> items = CrossingView.newest(pages, limit);
        String next = null;
        if (CrossingView.more(pages, limit)) {
            JsonNode last = items.getLast();
            Instant since =
                    Objects.requireNonNull(Times.read("since", last.path("since").asText()));
            next = CrossingsAsked.cursor(since, CrossingView.crossing(last));
        }
        return new CrossingsBody(items, next, unreached);
    }

    /// What this region knows.
    private CrossingsBody own(CrossingsAsked asked) {
        List<CrossingBody> found = asked.id() == null ? listed(asked) : named(asked.id(), asked);
        List<JsonNode> items = found.stream().<JsonNode>map(Json::tree).toList();
        JsonNode page = Json.object().set("items", Json.array(items));
        return page(List.of(page), asked.limit(), Set.of());
    }

    private List<CrossingBody> listed(CrossingsAsked asked) {
        Position below = asked.below();
        int limit = asked.limit() + 1;
        List<Ended> ended =
                asked.sort().map(sort -> history.ended(sort, below, limit)).orElse(List.of());
        List<Doubt> doubts =
                asked.wants(CrossingBody.IN_DOUBT) ? history.inDoubt(below, limit) : List.of();
        return bodies(ended, doubts).toList();
    }

    private Stream<CrossingBody> bodies(List<Ended> ended, List<Doubt> doubts) {
        Instant now = history.now();
        return Stream.concat(
                ended.stream().map(one -> CrossingBody.of(one, regions.own(), now)),
                doubts.stream().map(one -> CrossingBody.of(one, regions.own(), now)));
    }

    private List<CrossingBody> named(String id, CrossingsAsked asked) {
        CrossingId crossing = named(id).orElseThrow();
        RegionId decides = new RegionId(RegionId.prefixOf(id));
        boolean own = decides.equals(regions.own());
        List<String> transfers =
                own
                        ? history.transfers(crossing).stream()
                                .map(transfer -> decides.name() + "-" + transfer)
                                .toList()
                        : List.of();
        return bodies(
                        own ? history.ended(crossing) : List.of(),
                        own ? List.of() : history.inDoubt(crossing, decides))
                .filter(body -> asked.wants(body.state()))
                .map(body -> own ? body.withTransfers(transfers) : body)
                .toList();
    }

    /// Empty where this can name none: then it goes no further.
    private Optional<CrossingId> named(String id) {
        return CrossingId.parse(id)
                .filter(crossing -> regions.knows(RegionId.prefixOf(id)))
                .filter(crossing -> id.endsWith("-" + crossing.value()));
    }
}
