package dev.nostro.api;

import dev.nostro.transfer.Reason;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/// An answer in the form that goes over the wire: the same for a single request and for its place
/// in a batch.
record Told(int status, Object body, @Nullable String location, boolean replayed) {

    private static final int MILLIS = 1_000;

    static Told problem(Problem problem) {
        return new Told(problem.status(), problem, null, false);
    }

    Response response() {
        boolean problem = body instanceof Problem;
        Response.ResponseBuilder response =
                Response.status(status)
                        .type(problem ? Problem.MEDIA_TYPE : MediaType.APPLICATION_JSON)
                        .entity(Json.write(body));
        if (location != null) {
            response.header("Location", location);
        }
        if (replayed) {
            response.header("Idempotency-Replayed", "true");
        }
        if (body instanceof Problem told && told.retryAfterMs() != null) {
            response.header("Retry-After", seconds(told.retryAfterMs()));
        }
        if (body instanceof AccountBody account) {
            response.header("ETag", "\"" + account.revision() + "\"");
        }
        return response.build();
    }

    /// Whole seconds, as HTTP counts a pause, and never too few.
    static long seconds(long millis) {
        return Math.ceilDiv(millis, MILLIS);
    }

    static Response ok(Object body) {
        return new Told(200, body, null, false).response();
    }

    static Response problem(Reason reason, String instance) {
        return problem(Problem.of(reason, instance)).response();
    }
}
