package dev.nostro.link;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nostro.link.LinkFailure.Kind;
import dev.nostro.region.NostroConfig;
import dev.nostro.region.RegionId;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/// Regions greet each other once a second: that tells whether the way is open and how long it is,
/// and whether at its end is still the database that was there before.
@Singleton
final class Greetings implements Receiver {

    private static final String PATH = "/internal/v1/greeting";
    private static final int OK = 200;

    /// Once it is known who we are.
    private static final int AFTER_PASSPORT = 1_100;

    /// How long a starting node waits for other regions to object.
    private static final Duration START_WAIT = Duration.ofSeconds(1);

    private static final Logger LOG = Logger.getLogger(Greetings.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Lines lines;
    private final Passport passport;
    private final Peers peers;
    private final Duration pause;

    Greetings(Lines lines, Passport passport, Peers peers, NostroConfig config) {
        this.lines = lines;
        this.passport = passport;
        this.peers = peers;
        this.pause = config.link().greet();
    }

    /// What a region says of itself; the time is only told, nothing relies on it.
    record Greeting(String region, String database, String time) {}

    void start(@Observes @Priority(AFTER_PASSPORT) StartupEvent event, Vertx vertx) {
        if (!lines.all().isEmpty()) {
            Map<Line, Future<Duration>> first = new HashMap<>();
            lines.all().forEach(line -> first.put(line, greet(line)));
            first.forEach(Greetings::refuseDuplicate);
            vertx.setPeriodic(pause.toMillis(), _ -> lines.all().forEach(this::greet));
        }
    }

    /// A database that claims a region which the others know by another one must not take a single
    /// request. Regions that do not answer soon are not waited for: each stands alone.
    private static void refuseDuplicate(Line line, Future<Duration> greeted) {
        try {
            greeted.toCompletionStage()
                    .toCompletableFuture()
                    .get(START_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LinkFailure refused
                    && refused.kind() == Kind.REFUSED
                    && refused.why().equals(LinkGate.OTHER_DATABASE)) {
                throw new IllegalStateException(
                        """
                        region %s knows this region by another database: this one must not be \
                        used, or was founded anew and region %s must be told\
                        """
                                .formatted(line.to(), line.to()),
                        refused);
            }
        } catch (TimeoutException _) {
            LOG.infof("region %s does not answer yet", line.to());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Future<Duration> greet(Line line) {
        return lines.signed(line.to(), Message.to(PATH, new byte[0]))
                .map(greeting ->
                        line.greet(greeting, (response, sent) -> read(line.to(), response, sent)))
                .orElseGet(() -> Future.failedFuture("not started yet"));
    }

    private Future<Duration> read(RegionId from, HttpClientResponse response, long sent) {
        Duration took = Duration.ofNanos(System.nanoTime() - sent);
        return Lines.whole(response)
                .compose(reply -> Future.fromCompletionStage(identify(from, reply)))
                .compose(same ->
                        same
                                ? Future.succeededFuture(took)
                                : Future.failedFuture(
                                        new LinkFailure(
                                                Kind.REFUSED,
                                                "it has another database than before")));
    }

    private CompletionStage<Boolean> identify(RegionId from, Lines.Reply reply) {
        try {
            JsonNode greeting = JSON.readTree(reply.body().getBytes());
            if (reply.status() == OK && greeting.path("region").asText().equals(from.name())) {
                return peers.accept(from, UUID.fromString(greeting.path("database").asText()));
            }
            return CompletableFuture.failedStage(
                    new LinkFailure(Kind.UNANSWERED, "status " + reply.status()));
        } catch (IOException | IllegalArgumentException e) {
            return CompletableFuture.failedStage(
                    new LinkFailure(Kind.UNANSWERED, "no greeting: " + e.getMessage()));
        }
    }

    @Override
    public String path() {
        return PATH;
    }

    /// A region that greets is there: if it was not, it is greeted back at once.
    @Override
    public CompletionStage<byte[]> receive(RegionId from, byte[] body, long deadlineNanos) {
        lines.all().stream()
                .filter(line -> line.to().equals(from) && !line.up())
                .forEach(this::greet);
        return passport.database().map(this::own).orElseGet(Greetings::notYet);
    }

    private CompletionStage<byte[]> own(UUID database) {
        Greeting greeting =
                new Greeting(passport.own().name(), database.toString(), Instant.now().toString());
        try {
            return CompletableFuture.completedStage(JSON.writeValueAsBytes(greeting));
        } catch (IOException e) {
            throw new IllegalStateException("strings are always JSON", e);
        }
    }

    private static CompletionStage<byte[]> notYet() {
        return CompletableFuture.failedStage(new IllegalStateException("not started yet"));
    }
}
