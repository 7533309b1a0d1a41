package dev.nostro.link;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.All;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Where other regions come in, and nobody else: it stands before everything under `/internal/` and
/// before what a region says that it passes on, whichever code answers it.
@Singleton
final class LinkGate {

    private static final Logger LOG = Logger.getLogger(LinkGate.class);

    /// Before every other filter: who is no region learns nothing else.
    private static final int FIRST = 10_000;

    /// 4 MiB: a thousand transfers in full, several times over.
    private static final BodyHandler BODY = BodyHandler.create(false).setBodyLimit(4 << 20);

    private static final String INTERNAL = "/internal/";

    /// For a caller that does not say how long it listens, and for one that says too much.
    private static final long LONGEST_MILLIS = 60_000;

    static final String OTHER_DATABASE = Rejection.OTHER_DATABASE.name();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Passport passport;
    private final Peers peers;
    private final LinkMetrics metrics;
    private final List<Receiver> receivers;

    LinkGate(Passport passport, Peers peers, LinkMetrics metrics, @All List<Receiver> receivers) {
        this.passport = passport;
        this.peers = peers;
        this.metrics = metrics;
        this.receivers = receivers;
    }

    /// Why somebody is not let in.
    private enum Rejection {
        FORBIDDEN(403, "Forbidden", "Only regions may ask this."),
        OTHER_DATABASE(409, "Other database", "This region has come with another database before."),
        NOT_READY(503, "Not ready", "It cannot be told yet whether this region may ask.");

        private final int status;
        private final String title;
        private final String detail;

        Rejection(int status, String title, String detail) {
            this.status = status;
            this.title = title;
            this.detail = detail;
        }
    }

    /// As RFC 9457 has it, in the form of all our problems.
    private record Problem(
            String type,
            String title,
            int status,
            String detail,
            String instance,
            String reason,
            String outcome,
            boolean retryable,
            @Nullable Long retryAfterMs) {}

    void filter(@Observes Filters filters) {
        filters.register(this::check, FIRST);
    }

    void mount(@Observes Router router) {
        for (Receiver receiver : receivers) {
            router.post(receiver.path())
                    .order(0)
                    .handler(BODY)
                    .handler(edge -> receive(receiver, edge));
        }
    }

    private void check(RoutingContext edge) {
        HttpServerRequest request = edge.request();
        if (!internal(edge) && !request.headers().contains(LinkHeaders.FORWARDED)) {
            edge.next();
            return;
        }
        switch (passport.check(request.headers())) {
            case Passport.Shown.Stranger stranger -> {
                metrics.stranger();
                LOG.debugf("refused %s: %s", request.remoteAddress(), stranger.why());
                reject(edge, Rejection.FORBIDDEN);
            }
            case Passport.Shown.Known known -> identify(edge, known);
        }
    }

    /// What is no path leads to nothing internal either.
    private static boolean internal(RoutingContext edge) {
        try {
            String path = edge.normalizedPath();
            return path != null && path.startsWith(INTERNAL);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private void identify(RoutingContext edge, Passport.Shown.Known known) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(listens(edge));
        Visitor visitor = new Visitor(known.region(), deadline);
        CompletableFuture<Boolean> same =
                peers.accept(known.region(), known.database()).toCompletableFuture();
        if (same.isDone()) {
            admit(edge, visitor, same);
            return;
        }
        // Whoever reads the body lets the request flow; until then it stands still by itself.
        Context context = edge.vertx().getOrCreateContext();
        var _ = same.whenComplete((_, _) -> context.runOnContext(_ -> admit(edge, visitor, same)));
    }

    private static void admit(RoutingContext edge, Visitor visitor, Future<Boolean> same) {
        if (same.state() != Future.State.SUCCESS) {
            LOG.warnf("region %s was not let in: %s", visitor.from(), same.exceptionNow());
            reject(edge, Rejection.NOT_READY);
        } else if (!same.resultNow()) {
            reject(edge, Rejection.OTHER_DATABASE);
        } else {
            visitor.enter(edge);
            edge.next();
        }
    }

    private static long listens(RoutingContext edge) {
        String left = edge.request().getHeader(LinkHeaders.DEADLINE);
        try {
            return left == null ? LONGEST_MILLIS : Math.min(LONGEST_MILLIS, Long.parseLong(left));
        } catch (NumberFormatException _) {
            return LONGEST_MILLIS;
        }
    }

    private static void receive(Receiver receiver, RoutingContext edge) {
        Visitor visitor = Visitor.of(edge);
        if (visitor == null) {
            reject(edge, Rejection.FORBIDDEN);
            return;
        }
        Buffer body = edge.body().buffer();
        io.vertx.core.Future.fromCompletionStage(
                        receiver.receive(
                                visitor.from(),
                                body == null ? new byte[0] : body.getBytes(),
                                visitor.deadlineNanos()))
                .onComplete(
                        answer ->
                                edge.response()
                                        .putHeader("Content-Type", "application/json")
                                        .end(Buffer.buffer(answer)),
                        lost -> {
                            LOG.warnf("no answer to %s: %s", receiver.path(), lost);
                            edge.response().setStatusCode(500).end();
                        });
    }

    private static void reject(RoutingContext edge, Rejection rejection) {
        String reason = rejection.name();
        Problem problem =
                new Problem(
                        "https://nostro.dev/problems/"
                                + reason.toLowerCase(Locale.ROOT).replace('_', '-'),
                        rejection.title,
                        rejection.status,
                        rejection.detail,
                        Objects.requireNonNullElse(edge.request().path(), ""),
                        reason,
                        "none",
                        rejection == Rejection.NOT_READY,
                        null);
        try {
            edge.response()
                    .setStatusCode(rejection.status)
                    .putHeader("Content-Type", "application/problem+json")
                    .putHeader(LinkHeaders.REFUSED, reason)
                    .end(Buffer.buffer(JSON.writeValueAsBytes(problem)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of strings is always JSON", e);
        }
    }
}
