package dev.nostro.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nostro.link.Lines;
import dev.nostro.link.Link;
import dev.nostro.region.NostroConfig;
import dev.nostro.region.RegionId;
import dev.nostro.region.Regions;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Every region as seen from here: whether it answers, how far away it is, how safely it keeps its
/// books.
@Path("/v1/regions")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
@Tag(name = "Proof and operations")
class RegionsResource {

    /// How long the slowest region is waited for.
    private static final Duration WITHIN = Duration.ofSeconds(2);

    private final OwnRegion own;
    private final Regions regions;
    private final Lines lines;
    private final Link link;
    private final NostroConfig config;

    RegionsResource(OwnRegion own, Regions regions, Lines lines, Link link, NostroConfig config) {
        this.own = own;
        this.regions = regions;
        this.lines = lines;
        this.link = link;
        this.config = config;
    }

    /// A region as the node that was asked sees it. What only the region itself knows is absent
    /// where it does not answer.
    @Schema(name = "Region")
    record RegionBody(
            String id,
            String name,
            @Nullable String url,
            boolean up,
            @Nullable Double roundTripMs,
            @Nullable Integer queueDepth,
            @Nullable Long inFlight,
            @Nullable Long inDoubt,
            @Nullable Long queued,
            @Nullable Long journalPosition,
            @Nullable String databaseRole,
            OwnRegion.@Nullable Durability durability) {}

    /// Every region that is known.
    @Schema(name = "Regions")
    record RegionsBody(
            @Schema(implementation = RegionBody[].class) List<JsonNode> items,
            @Nullable String next,
            List<String> unreached) {}

    @GET
    @RunOnVirtualThread
    @Operation(summary = "Every region, whether it answers, and how safely it keeps its books")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = RegionsBody.class)))
    public Response regions() {
        Map<RegionId, CompletionStage<byte[]>> asked = new LinkedHashMap<>();
        for (RegionId other : regions.others()) {
            asked.put(other, link.call(other, OwnRegion.PATH, new byte[0], WITHIN));
        }
        List<JsonNode> items = new ArrayList<>();
        List<String> unreached = new ArrayList<>();
        items.add(region(regions.own(), true).setAll(Json.tree(own.details())));
        asked.forEach((other, answer) -> {
            try {
                byte[] details = answer.toCompletableFuture().join();
                items.add(region(other, true).setAll(Json.read(details, ObjectNode.class)));
            } catch (CompletionException _) {
                items.add(region(other, false));
                unreached.add(other.name());
            }
        });
        return Told.ok(new RegionsBody(items, null, unreached));
    }

    /// What is known of a region without asking it.
    private ObjectNode region(RegionId id, boolean up) {
        Optional<NostroConfig.Region> known = Optional.ofNullable(config.regions().get(id.name()));
        String url = known.flatMap(NostroConfig.Region::url).map(URI::toString).orElse(null);
        Double roundTrip =
                id.equals(regions.own())
                        ? Double.valueOf(0)
                        : lines.roundTrip(id).map(took -> took.toNanos() / 1e6).orElse(null);
        return Json.object()
                .put("id", id.name())
                .put("name", known.flatMap(NostroConfig.Region::name).orElse(id.name()))
                .put("url", url)
                .put("up", up)
                .put("roundTripMs", roundTrip);
    }
}
