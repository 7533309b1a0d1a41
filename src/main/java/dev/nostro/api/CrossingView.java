package dev.nostro.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One crossing, or one list of crossings, put together from what each region knows. What other
/// regions say stays JSON, so that fields of a newer version pass through.
final class CrossingView {

    private static final String STATE = "state";
    private static final String STEPS = "steps";
    private static final String WAITS_FOR = "waitsFor";
    private static final String REGION = "region";

    /// Times are written so that their order as text is that of time; ids of one region too.
    private static final Comparator<JsonNode> NEWEST_FIRST =
            Comparator.<JsonNode, String>comparing(item -> item.path("since").asText())
                    .thenComparing(CrossingView::crossing)
                    .reversed();

    private CrossingView() {}

    /// The crossing's own part of its id, whichever region decides it.
    static String crossing(JsonNode item) {
        String id = item.path("id").asText();
        return id.substring(id.indexOf('-') + 1);
    }

    /// The newest of all that was told, no more than `limit`.
    static List<JsonNode> newest(Iterable<JsonNode> pages, int limit) {
        List<JsonNode> items = new ArrayList<>();
        pages.forEach(page -> page.path("items").forEach(items::add));
        items.sort(NEWEST_FIRST);
        return items.subList(0, Math.min(limit, items.size()));
    }

    /// Whether there is more than that.
    static boolean more(Iterable<JsonNode> pages, int limit) {
        int items = 0;
        boolean more = false;
        for (JsonNode page : pages) {
            items += page.path("items").size();
            more |= page.path("next").isTextual();
        }
        return more || items > limit;
    }

    /// The crossing as the region that decides it knows it, with the times of promises that others
    /// still hold; as those know it where the deciding region has not said that it ended. Empty
    /// where nobody knows it.
    static Optional<ObjectNode> whole(List<JsonNode> parts, Set<String> unreached) {
        Optional<JsonNode> decided = parts.stream().filter(part -> !inDoubt(part)).findFirst();
        List<JsonNode> promised = parts.stream().filter(CrossingView::inDoubt).toList();
        Optional<JsonNode> first = decided.or(() -> promised.stream().findFirst());
        return first.map(part -> {
            ObjectNode whole = part.deepCopy();
            promised.stream()
                    .skip(decided.isPresent() ? 0 : 1)
                    .forEach(other -> join(whole, other));
            ArrayNode names = whole.putArray("unreached");
            unreached.forEach(names::add);
            return whole;
        });
    }

    private static boolean inDoubt(JsonNode part) {
        return part.path(STATE).asText().equals(CrossingBody.IN_DOUBT);
    }

    private static void join(ObjectNode whole, JsonNode promised) {
        String region = promised.path("to").path(0).asText();
        ArrayNode steps = whole.withArray(STEPS);
        int at = 0;
        for (int i = 0; i < steps.size(); i++) {
            String step = steps.get(i).path("step").asText();
            if (step.equals(CrossingBody.PROMISED)
                    && steps.get(i).path(REGION).asText().equals(region)) {
                steps.remove(i);
                at = i;
                break;
            }
            at = step.equals(CrossingBody.BEGUN) ? i + 1 : at;
        }
        steps.insert(at, promised.path(STEPS).path(0));
        if (inDoubt(whole)) {
            whole.withArray("to").add(region);
            long transfers = whole.path("transfers").asLong();
            whole.put("transfers", transfers + promised.path("transfers").asLong());
        } else if (whole.path(STATE).asText().equals(CrossingBody.ABORTED)) {
            ObjectNode dropped = whole.withArray(WAITS_FOR).addObject();
            dropped.put("step", CrossingBody.DROPPED).put(REGION, region).putNull("at");
        }
    }
}
