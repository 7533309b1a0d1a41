package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A caller of one node, who opens accounts in one region.
///
/// Headers are given as name, value, name, value. An answer is never an exception here: also one
/// that refuses is what a test wants to look at. A connection that breaks is one
/// ([UncheckedIOException]).
public record Client(URI node, String region) {

    static final JsonMapper JSON = new JsonMapper();

    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();

    /// Longer than a node takes to say that it does not know.
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /// No two runs on one database have keys in common.
    private static final String RUN = UUID.randomUUID().toString().substring(0, 8);

    private static final AtomicLong KEYS = new AtomicLong();

    /// A caller of a node of the region that is alone.
    public Client(URI node) {
        this(node, RunningRegion.ID);
    }

    /// A key that nobody has used.
    public static String key() {
        return RUN + "-" + KEYS.incrementAndGet();
    }

    /// A body with these fields: name, value, name, value.
    public static ObjectNode body(@Nullable Object... fields) {
        ObjectNode body = JSON.createObjectNode();
        for (int i = 0; i < fields.length; i += 2) {
            body.set(String.valueOf(fields[i]), JSON.valueToTree(fields[i + 1]));
        }
        return body;
    }

    /// What is asked for when this much shall go from one account to another.
    public static ObjectNode payment(String from, String to, String amount, String currency) {
        return body("from", from, "to", to, "amount", amount, "currency", currency);
    }

    public Reply get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    public Reply post(String path, Object body, String... headers) {
        return send(json(path, headers).POST(BodyPublishers.ofString(body.toString())));
    }

    public Reply patch(String path, Object body, String... headers) {
        return send(json(path, headers).method("PATCH", BodyPublishers.ofString(body.toString())));
    }

    /// A request to a path of this node, to be completed and sent.
    public HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(node + path)).timeout(PATIENCE);
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpRequest.Builder json(String path, String... headers) {
        return request(path, headers).setHeader("Content-Type", "application/json");
    }

    public Reply send(HttpRequest.Builder request) {
        try {
            return Reply.of(HTTP.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Asks for a transfer under this key.
    public Reply transfer(String key, ObjectNode payment) {
        return post("/v1/transfers", payment, "Idempotency-Key", key);
    }

    /// Asks for an account under this key.
    public Reply open(String key, ObjectNode account) {
        return post("/v1/accounts", account, "Idempotency-Key", key);
    }

    /// Opens a customer's account that may not be overdrawn; its id.
    public String customer(String currency) {
        return opened("currency", currency);
    }

    /// Opens an account of the bank's own, which has no floor; its id.
    public String internal(String currency) {
        return opened("currency", currency, "kind", "internal");
    }

    /// Opens a customer's account with this much in it; its id.
    public String funded(String amount, String currency) {
        String account = customer(currency);
        pay(internal(currency), account, amount, currency);
        return account;
    }

    private String opened(Object... fields) {
        Reply reply = open(key(), body(fields).put("region", region));
        assertThat(reply.status()).as(reply.toString()).isEqualTo(201);
        return reply.at("/id");
    }

    /// Moves money, which must succeed.
    public Reply pay(String from, String to, String amount, String currency) {
        Reply reply = transfer(key(), payment(from, to, amount, currency));
        assertThat(reply.status()).as(reply.toString()).isEqualTo(201);
        return reply;
    }

    public String balance(String account) {
        return get("/v1/accounts/" + account).at("/balance");
    }
}
