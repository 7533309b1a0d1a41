package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// Follows the cursors of a list to its end.
final class Pages {

    private static final int MOST = 10_000;

    private Pages() {}

    /// All items of a list, asked for `limit` at a time; no page is longer, none but the last is
    /// shorter. `path` has a query already.
    static List<JsonNode> all(Client client, String path, int limit) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        for (int page = 0; page < MOST; page++) {
            JsonNode found = client.get(path + "&limit=" + limit + cursor).succeeds(200).json();
            found.get("items").forEach(items::add);
            JsonNode next = found.get("next");
            if (next.isNull()) {
                assertThat(found.get("items")).hasSizeLessThanOrEqualTo(limit);
                return items;
            }
            assertThat(found.get("items")).hasSize(limit);
            cursor = "&cursor=" + next.asText();
        }
        throw new AssertionError("a list without an end: " + path);
    }
}
