package dev.nostro.api;

import dev.nostro.transfer.Reason;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What ends before a resource is reached, told in the same form: a target that is none, a body or
/// a head that is too large, a path that leads nowhere.
@Singleton
final class Edges {

    private static final int FIRST = 1_000;
    private static final int LONGEST_URI = 8_192;
    private static final int LONGEST_HEADERS = 16_384;
    private static final int URI_TOO_LONG = 414;
    private static final int HEADERS_TOO_LONG = 431;

    /// Reads a body that does not say how long it is, and fails with 413 when it is too long.
    static final BodyHandler COUNTED = BodyHandler.create(false).setBodyLimit(Json.LARGEST_BODY);

    /// The server itself takes more, so that this filter sees what is too long.
    void filter(@Observes Filters filters) {
        filters.register(Edges::bound, FIRST);
    }

    void handle(@Observes Router router) {
        router.route().order(0).failureHandler(Edges::failed);
        router.errorHandler(Reason.NOT_FOUND.status(), edge -> end(edge, Reason.NOT_FOUND));
        router.errorHandler(
                Reason.METHOD_NOT_ALLOWED.status(), edge -> end(edge, Reason.METHOD_NOT_ALLOWED));
        router.errorHandler(Reason.MALFORMED.status(), edge -> end(edge, Reason.MALFORMED));
    }

    private static void failed(RoutingContext edge) {
        if (edge.statusCode() == Reason.TOO_LARGE.status()) {
            end(edge, Reason.TOO_LARGE);
        } else {
            edge.next();
        }
    }

    private static void bound(RoutingContext edge) {
        String target = edge.request().uri();
        if (target.length() > LONGEST_URI) {
            end(edge, Problem.of(Reason.TOO_LONG, URI_TOO_LONG, ""));
            return;
        }
        Optional<Malformed.FieldError> wrong = Target.wrongIn(target);
        if (wrong.isPresent()) {
            end(edge, Problem.of(Reason.MALFORMED, "").withErrors(List.of(wrong.get())));
            return;
        }
        if (declaredLength(edge) > Json.LARGEST_BODY) {
            edge.request().resume();
            end(edge, Reason.TOO_LARGE);
            return;
        }
        int headers = 0;
        for (var header : edge.request().headers()) {
            headers += header.getKey().length() + header.getValue().length();
        }
        if (headers > LONGEST_HEADERS) {
            end(edge, Problem.of(Reason.TOO_LONG, HEADERS_TOO_LONG, path(edge)));
            return;
        }
        if (isOfUnknownLength(edge.request())) {
            COUNTED.handle(edge);
        } else {
            edge.next();
        }
    }

    private static boolean isOfUnknownLength(HttpServerRequest request) {
        return request.getHeader(HttpHeaders.CONTENT_LENGTH) == null
                && request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    private static void end(RoutingContext edge, Reason reason) {
        end(edge, Problem.of(reason, path(edge)));
    }

    /// What the head says of the body's length.
    private static long declaredLength(RoutingContext edge) {
        String length = edge.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException _) {
            return 0; // the server itself refuses it
        }
    }

    static String path(RoutingContext edge) {
        return Objects.requireNonNullElse(edge.request().path(), "");
    }

    /// Answers with a problem, unless there is an answer already.
    static void end(RoutingContext edge, Problem problem) {
        if (edge.response().ended()) {
            return;
        }
        Long pause = problem.retryAfterMs();
        if (pause != null) {
            edge.response().putHeader("Retry-After", Long.toString(Told.seconds(pause)));
        }
        edge.response()
                .setStatusCode(problem.status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(Buffer.buffer(Json.write(problem)));
    }
}
