package dev.nostro.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nostro.link.Lines;
import dev.nostro.region.RegionId;
import dev.nostro.region.Regions;
import dev.nostro.transfer.Reason;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The items of a batch that other regions decide: they go there as batches of their own, one to
/// each region, and their outcomes come back into their places.
@Singleton
final class ForwardedItems {

    private static final int OK = 200;

    /// Where a transfer of a batch would have gone alone.
    private static final String ALONE = "/v1/transfers";

    private final Regions regions;
    private final OtherRegions others;

    ForwardedItems(Regions regions, OtherRegions others) {
        this.regions = regions;
        this.others = others;
    }

    /// What becomes of each item that another region decides, by its place in the batch.
    Map<Integer, CompletableFuture<Told>> send(
            List<@Nullable JsonNode> items, HttpServerRequest http) {
        Map<String, List<Integer>> places = new TreeMap<>();
        for (int at = 0; at < items.size(); at++) {
            String region = region(items.get(at));
            if (regions.elsewhere(region)) {
                places.computeIfAbsent(region, _ -> new ArrayList<>()).add(at);
            }
        }
        Map<Integer, CompletableFuture<Told>> outcomes = new HashMap<>();
        places.forEach((region, theirs) -> {
            CompletableFuture<List<Told>> told =
                    send(new RegionId(region), pick(items, theirs), http).toCompletableFuture();
            for (int n = 0; n < theirs.size(); n++) {
                int place = n;
                outcomes.put(theirs.get(n), told.thenApply(all -> all.get(place)));
            }
        });
        return outcomes;
    }

    /// Sees to it that an atomic batch has one paying region, and that it is this one.
    void checkWhole(List<@Nullable JsonNode> items) {
        List<String> deciding =
                items.stream()
                        .map(ForwardedItems::region)
                        .filter(regions::knows)
                        .distinct()
                        .toList();
        if (deciding.size() > 1) {
            throw new Malformed("transfers", "must all be paid by accounts of one region");
        }
        deciding.stream()
                .filter(regions::elsewhere)
                .forEach(region -> {
                    throw new Elsewhere(new RegionId(region));
                });
    }

    private static String region(@Nullable JsonNode item) {
        String from = item == null ? null : item.path("from").textValue();
        return from == null ? "" : RegionId.prefixOf(from);
    }

    private static List<JsonNode> pick(List<@Nullable JsonNode> items, List<Integer> places) {
        return places.stream().map(place -> Objects.requireNonNull(items.get(place))).toList();
    }

    private CompletableFuture<List<Told>> send(
            RegionId to, List<JsonNode> items, HttpServerRequest http) {
        if (OtherRegions.passedOn(http)) {
            return CompletableFuture.completedFuture(all(items, problem(Reason.INTERNAL)));
        }
        return others.ask(to, http, Json.write(Map.of("transfers", items)))
                .map(reply -> outcomes(reply, items))
                .otherwise(lost -> all(items, problem(OtherRegions.reason(lost, true))))
                .toCompletionStage()
                .toCompletableFuture();
    }

    /// One for each item. A problem of the whole, overload for instance, is each one's problem.
    private static List<Told> outcomes(Lines.Reply reply, List<JsonNode> items) {
        JsonNode body = Json.read(reply.body().getBytes(), JsonNode.class);
        if (reply.status() != OK) {
            return all(items, new Told(reply.status(), body, null, false));
        }
        List<Told> outcomes = new ArrayList<>(items.size());
        body.path("outcomes").forEach(one -> outcomes.add(new Told(OK, one, null, false)));
        if (outcomes.size() != items.size()) {
            throw new IllegalStateException("not one outcome for each transfer");
        }
        return outcomes;
    }

    private static Told problem(Reason reason) {
        return Told.problem(Problem.of(reason, ALONE));
    }

    private static List<Told> all(List<JsonNode> items, Told told) {
        return items.stream().map(_ -> told).toList();
    }
}
