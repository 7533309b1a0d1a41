package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// What a node answered.
public record Reply(int status, HttpHeaders headers, String body) {

    static final String PROBLEM = "application/problem+json";

    private static final int LONGEST_IN_MESSAGES = 1_000;

    static Reply of(HttpResponse<byte[]> response) {
        return new Reply(
                response.statusCode(),
                response.headers(),
                new String(response.body(), StandardCharsets.UTF_8));
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    public JsonNode json() {
        try {
            return Client.JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + this, e);
        }
    }

    /// The text at a JSON pointer (`/fromAccount/balance`); a number as it is written.
    public String at(String pointer) {
        return json().at(pointer).asText();
    }

    public boolean replayed() {
        return header("Idempotency-Replayed").equals(Optional.of("true"));
    }

    /// This is a refusal with this status and reason, in the form that every refusal has.
    public Reply refuses(int expected, String reason) {
        assertThat(status + " " + at("/reason")).as(toString()).isEqualTo(expected + " " + reason);
        assertThat(header("Content-Type")).as(toString()).hasValue(PROBLEM);
        JsonNode problem = json();
        assertThat(problem.fieldNames())
                .toIterable()
                .startsWith(
                        "type",
                        "title",
                        "status",
                        "detail",
                        "instance",
                        "reason",
                        "outcome",
                        "retryable",
                        "retryAfterMs");
        String slug = reason.toLowerCase(Locale.ROOT).replace('_', '-');
        assertThat(at("/type")).isEqualTo("https://nostro.dev/problems/" + slug);
        assertThat(problem.get("status").intValue()).isEqualTo(status);
        assertThat(at("/title")).isNotBlank();
        assertThat(at("/detail")).isNotBlank();
        return this;
    }

    /// As [#refuses(int, String)], with nothing done and nothing recorded.
    public Reply refusesNone(int expected, String reason) {
        refuses(expected, reason);
        assertThat(at("/outcome")).as(toString()).isEqualTo("none");
        return this;
    }

    /// As [#refuses(int, String)] of a transfer whose key has had its outcome.
    public Reply refusesForGood(String reason) {
        refuses(422, reason);
        assertThat(at("/outcome")).as(toString()).isEqualTo("refused");
        assertThat(json().get("retryable").booleanValue()).isFalse();
        assertThat(json().get("retryAfterMs").isNull()).isTrue();
        assertThat(header("Location")).as(toString()).hasValue(at("/instance"));
        return this;
    }

    /// This is a success with this status.
    public Reply succeeds(int expected) {
        assertThat(status).as(toString()).isEqualTo(expected);
        assertThat(header("Content-Type")).as(toString()).hasValue("application/json");
        return this;
    }

    /// The same first answer again: status, place and body, byte for byte.
    public Reply repeats(Reply first) {
        assertThat(status).as(toString()).isEqualTo(first.status);
        assertThat(body).isEqualTo(first.body);
        assertThat(header("Location")).isEqualTo(first.header("Location"));
        assertThat(header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(replayed()).as("Idempotency-Replayed").isTrue();
        return this;
    }

    @Override
    public String toString() {
        int end = Math.min(body.length(), LONGEST_IN_MESSAGES);
        return status + " " + headers.map() + " " + body.substring(0, end);
    }
}
