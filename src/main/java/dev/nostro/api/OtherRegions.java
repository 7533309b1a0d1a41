package dev.nostro.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nostro.link.Lines;
import dev.nostro.link.LinkFailure;
import dev.nostro.link.LinkHeaders;
import dev.nostro.link.Message;
import dev.nostro.region.NostroConfig;
import dev.nostro.region.RegionId;
import dev.nostro.region.Regions;
import dev.nostro.transfer.Reason;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// Passes requests of clients on to the region that decides them: once, with who asks and with all
/// that bears on the answer.
@Singleton
final class OtherRegions {

    /// What of a request bears on its answer, and its trace.
    private static final List<String> PASSED =
            List.of(Keys.HEADER, "If-Match", "Accept", "Content-Type", "traceparent", "tracestate");

    /// What of an answer is the client's.
    static final List<String> RETURNED =
            List.of(
                    "Content-Type",
                    "Content-Length",
                    "Location",
                    "ETag",
                    "Idempotency-Replayed",
                    "Retry-After",
                    "Age");

    private static final Logger LOG = Logger.getLogger(OtherRegions.class);

    /// The far end says within its own patience what it knows; this is for the way.
    private static final Duration WAY = Duration.ofSeconds(1);

    /// How long a read of all regions waits for the slowest.
    private static final Duration READ = Duration.ofSeconds(5);

    private static final int OK = 200;

    private final Lines lines;
    private final Regions regions;
    private final Duration patience;

    OtherRegions(Lines lines, Regions regions, NostroConfig config) {
        this.lines = lines;
        this.regions = regions;
        this.patience = config.answer().within().plus(WAY);
    }

    /// Whether another region has passed this request on: then it goes no further.
    static boolean passedOn(HttpServerRequest request) {
        return request.headers().contains(LinkHeaders.FORWARDED);
    }

    /// The answer's head; its body is to be read at once.
    Future<HttpClientResponse> open(RegionId to, HttpServerRequest request, Buffer body) {
        String query = request.query();
        String target = query == null ? path(request) : path(request) + "?" + query;
        return lines.open(to, message(request, request.method(), target, body), patience);
    }

    /// The answer to give back for a request with this body.
    CompletionStage<Response> pass(RegionId to, HttpServerRequest request, byte[] body) {
        return ask(to, request, body)
                .map(OtherRegions::response)
                .otherwise(lost -> Told.problem(reason(lost, true), path(request)))
                .toCompletionStage();
    }

    private static Response response(Lines.Reply reply) {
        Response.ResponseBuilder response =
                Response.status(reply.status()).entity(reply.body().getBytes());
        for (String name : RETURNED) {
            String value = reply.headers().get(name);
            if (value != null && !name.equals("Content-Length")) {
                response.header(name, value);
            }
        }
        return response.build();
    }

    /// What a request is told that was passed on and has arrived where it is not decided.
    static Problem lost(HttpServerRequest request) {
        LOG.errorf(
                "%s %s was passed on to a region that does not decide it",
                request.method(), request.path());
        return Problem.of(Reason.INTERNAL, path(request));
    }

    /// The whole answer to a body sent to the same path.
    Future<Lines.Reply> ask(RegionId to, HttpServerRequest request, byte[] body) {
        Message message = message(request, request.method(), path(request), Buffer.buffer(body));
        return lines.ask(to, message, patience);
    }

    /// What every other region answers to a read of its target; who does not answer in time, or
    /// with a problem, fails.
    Map<RegionId, CompletionStage<JsonNode>> readAll(
            HttpServerRequest request, Function<RegionId, String> target) {
        return readAll(request, READ, target);
    }

    /// As [#readAll(HttpServerRequest, Function)], with the patience that the read deserves.
    Map<RegionId, CompletionStage<JsonNode>> readAll(
            HttpServerRequest request, Duration within, Function<RegionId, String> target) {
        Map<RegionId, CompletionStage<JsonNode>> answers = new LinkedHashMap<>();
        for (RegionId to : regions.others()) {
            Message message = message(request, HttpMethod.GET, target.apply(to), Buffer.buffer());
            answers.put(
                    to,
                    lines.ask(to, message, within).map(OtherRegions::found).toCompletionStage());
        }
        return answers;
    }

    private static JsonNode found(Lines.Reply reply) {
        if (reply.status() != OK) {
            throw new IllegalStateException("status " + reply.status());
        }
        return Json.read(reply.body().getBytes(), JsonNode.class);
    }

    private static String path(HttpServerRequest request) {
        return Objects.requireNonNullElse(request.path(), "/");
    }

    private Message message(
            HttpServerRequest request, HttpMethod method, String target, Buffer body) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (String name : PASSED) {
            headers.add(name, request.headers().getAll(name));
        }
        headers.set(LinkHeaders.FORWARDED, regions.own().name());
        headers.set(LinkHeaders.CALLER, Callers.DEVELOPMENT);
        return new Message(method, target, headers, body);
    }

    /// How a request is refused that was passed on and not answered.
    ///
    /// @param changes whether it might have changed something
    static Reason reason(Throwable lost, boolean changes) {
        boolean unanswered =
                !(lost instanceof LinkFailure failure)
                        || failure.kind() == LinkFailure.Kind.UNANSWERED;
        return unanswered && changes ? Reason.OUTCOME_UNKNOWN : Reason.REGION_UNAVAILABLE;
    }
}
