package dev.nostro.link;

import dev.nostro.link.LinkFailure.Kind;
import dev.nostro.region.NostroConfig;
import dev.nostro.region.RegionId;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The ways to all other regions.
@Singleton
public final class Lines {

    private final Passport passport;
    private final Map<String, Line> lines = new TreeMap<>();

    Lines(Vertx vertx, NostroConfig config, Passport passport, LinkMetrics metrics) {
        this.passport = passport;
        config.regions()
                .forEach((id, region) -> {
                    RegionId to = new RegionId(id);
                    Optional<URI> url = region.url();
                    if (!to.equals(passport.own()) && url.isPresent()) {
                        Pool.Address address =
                                new Pool.Address(
                                        url.get(), config.link().from(), config.link().silence());
                        lines.put(id, new Line(to, vertx, address, metrics));
                    }
                });
    }

    void stop(@Observes ShutdownEvent event) {
        lines.values().forEach(Line::close);
    }

    /// An answer that was read to its end.
    public record Reply(int status, MultiMap headers, Buffer body) {}

    /// Whether the region is worth calling.
    public boolean up(RegionId to) {
        Line line = lines.get(to.name());
        return line != null && line.up();
    }

    /// How long the way there and back takes, as last measured; empty where it was not yet.
    public Optional<Duration> roundTrip(RegionId to) {
        return Optional.ofNullable(lines.get(to.name())).flatMap(Line::roundTrip);
    }

    /// Sends a message and waits for the whole answer. Fails with [LinkFailure].
    public Future<Reply> ask(RegionId to, Message message, Duration within) {
        return send(to, message, within, (response, _) -> whole(response));
    }

    /// Sends a message and waits for the head of the answer, whose body is read by the caller, at
    /// once. Fails with [LinkFailure].
    public Future<HttpClientResponse> open(RegionId to, Message message, Duration within) {
        return send(to, message, within, (response, _) -> Future.succeededFuture(response));
    }

    Collection<Line> all() {
        return lines.values();
    }

    /// The message with what shows who we are; empty as long as there is nothing to show.
    Optional<Message> signed(RegionId to, Message message) {
        return passport.headers(to)
                .map(headers ->
                        new Message(
                                message.method(),
                                message.target(),
                                headers.addAll(message.headers()),
                                message.body()));
    }

    static Future<Reply> whole(HttpClientResponse response) {
        return response.body()
                .map(body -> new Reply(response.statusCode(), response.headers(), body));
    }

    private <T> Future<T> send(
            RegionId to, Message message, Duration within, Attempt.Reading<T> reading) {
        Line line = lines.get(to.name());
        Optional<Message> signed = signed(to, message);
        return line == null || signed.isEmpty()
                ? Future.failedFuture(
                        new LinkFailure(Kind.UNAVAILABLE, "no way to region " + to + " yet"))
                : line.send(signed.get(), within, reading);
    }
}
