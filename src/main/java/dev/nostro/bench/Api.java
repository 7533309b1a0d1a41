package dev.nostro.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nostro.bench.Movements.Footing;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// What the bench asks of a service outside the measured time.
final class Api implements AutoCloseable {
    /// A trial balance reads every posting: it may take a while with ten million of them.
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /// Within 10 s of the last fault nothing is on its way any more; a busy machine takes longer.
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(60);

    private static final Duration POLL = Duration.ofMillis(100);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final URI url;

    Api(URI url) {
        this.url = url;
    }

    /// The accounts of this owner.
    Books accountsOf(String owner) {
        return reader -> {
            String cursor = "";
            do {
                JsonNode page = get("/v1/accounts?limit=1000&owner=" + encode(owner) + cursor);
                for (JsonNode account : page.path("items")) {
                    reader.account(
                            account.path("id").asText(),
                            new Footing(
                                    Population.minor(account.path("balance").asText()),
                                    account.path("version").asLong()));
                }
                JsonNode next = page.path("next");
                cursor = next.isTextual() ? "&cursor=" + encode(next.asText()) : "";
            } while (!cursor.isEmpty());
        };
    }

    /// The region that this node belongs to: the one whose accounts it decides.
    String region() throws IOException {
        JsonNode regions = get("/v1/regions");
        JsonNode items = regions.isArray() ? regions : regions.path("items");
        return items.path(0).path("id").asText("eu");
    }

    /// Whether all balances sum to zero in every currency.
    boolean trialBalanceHolds() throws IOException {
        return get("/v1/audit/trial-balance").path("holds").asBoolean();
    }

    /// Whether the books balance in all regions and between them.
    boolean worldHolds() throws IOException {
        return get("/v1/audit/world").path("holds").asBoolean();
    }

    /// Waits until nothing is on its way between regions, as far as all of them know.
    void awaitSettled() throws IOException {
        long end = System.nanoTime() + SETTLED_WITHIN.toNanos();
        while (!none("inFlight") || !none("inDoubt")) {
            if (System.nanoTime() - end > 0) {
                throw new IOException(
                        "not all crossings are settled after " + SETTLED_WITHIN.toSeconds() + " s");
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private boolean none(String state) throws IOException {
        JsonNode crossings = get("/v1/crossings?limit=1&state=" + state);
        return crossings.path("items").isArray()
                && crossings.path("items").isEmpty()
                && crossings.path("unreached").isEmpty();
    }

    private JsonNode get(String path) throws IOException {
        var answer = send(path);
        if (answer.statusCode() != 200) {
            throw new IOException("GET " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> send(String path) throws IOException {
        try {
            var request = HttpRequest.newBuilder(url.resolve(path)).timeout(LONGEST).build();
            return client.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
    }
}
