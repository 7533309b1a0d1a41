package dev.nostro.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nostro.region.RegionId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/// What regions said when all of them were asked, and who did not say anything in time.
record Gathered(Map<RegionId, JsonNode> told, Set<String> unreached) {

    /// What this region says itself, and what comes of the questions to the others.
    static Gathered of(
            RegionId own, JsonNode here, Map<RegionId, CompletionStage<JsonNode>> asked) {
        Map<RegionId, JsonNode> told = new LinkedHashMap<>();
        Set<String> unreached = new TreeSet<>();
        told.put(own, here);
        asked.forEach((region, answer) -> {
            try {
                told.put(region, answer.toCompletableFuture().join());
            } catch (CompletionException _) {
                unreached.add(region.name());
            }
        });
        return new Gathered(told, unreached);
    }
}
