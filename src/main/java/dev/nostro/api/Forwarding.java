package dev.nostro.api;

import dev.nostro.region.RegionId;
import dev.nostro.region.Regions;
import dev.nostro.transfer.Reason;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Any node of any region answers any request: what another region decides is passed on to it,
/// whole, and its answer is given back byte for byte. Where the request's head says who decides,
/// that is before any resource sees it; else a resource says it with [Elsewhere].
///
/// Once only: a request that was passed on and arrives where it is not decided is a defect of
/// somebody's configuration and told as one; it does not travel in a circle.
@Singleton
final class Forwarding {

    /// After the edges have looked at it, before resources.
    private static final int BODY = 900;

    private static final int ROUTE = 800;

    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final Regions regions;
    private final OtherRegions others;

    Forwarding(Regions regions, OtherRegions others) {
        this.regions = regions;
        this.others = others;
    }

    void filter(@Observes Filters filters) {
        if (!regions.others().isEmpty()) {
            filters.register(this::readBody, BODY);
            filters.register(this::route, ROUTE);
        }
    }

    /// What goes away with its body needs it first.
    private void readBody(RoutingContext edge) {
        boolean goes = region(edge).filter(regions::elsewhere).isPresent();
        if (goes && !READS.contains(edge.request().method())) {
            Edges.COUNTED.handle(edge);
        } else {
            edge.next();
        }
    }

    private void route(RoutingContext edge) {
        Optional<String> region = region(edge);
        boolean elsewhere = region.filter(regions::elsewhere).isPresent();
        boolean lost =
                OtherRegions.passedOn(edge.request())
                        && region.filter(other -> !other.equals(regions.own().name())).isPresent();
        if (lost) {
            Edges.end(edge, OtherRegions.lost(edge.request()));
        } else if (elsewhere) {
            forward(edge, new RegionId(region.orElseThrow()));
        } else {
            edge.next();
        }
    }

    private static Optional<String> region(RoutingContext edge) {
        return Deciding.region(
                edge.request().method().name(),
                Objects.requireNonNullElse(edge.normalizedPath(), ""),
                edge.queryParams()::get);
    }

    private static Buffer body(RoutingContext edge) {
        return Objects.requireNonNullElseGet(edge.body().buffer(), Buffer::buffer);
    }

    /// The answer to a request whose resource has found that another region decides it.
    @ServerExceptionMapper
    Uni<Response> elsewhere(
            Elsewhere decided, ContainerRequestContext context, HttpServerRequest request)
            throws IOException {
        if (OtherRegions.passedOn(request)) {
            Problem problem = OtherRegions.lost(request);
            return Uni.createFrom().item(Told.problem(problem).response());
        }
        InputStream read = context.getEntityStream();
        read.reset();
        return Uni.createFrom()
                .completionStage(others.pass(decided.region(), request, read.readAllBytes()));
    }

    private void forward(RoutingContext edge, RegionId to) {
        HttpServerRequest request = edge.request();
        Buffer body = READS.contains(request.method()) ? Buffer.buffer() : body(edge);
        others.open(to, request, body)
                .onComplete(
                        answer -> giveBack(edge, answer),
                        lost -> {
                            boolean changes = !READS.contains(request.method());
                            Reason reason = OtherRegions.reason(lost, changes);
                            Edges.end(edge, Problem.of(reason, Edges.path(edge)));
                        });
    }

    private static void giveBack(RoutingContext edge, HttpClientResponse answer) {
        HttpServerResponse response = edge.response();
        response.setStatusCode(answer.statusCode());
        for (String name : OtherRegions.RETURNED) {
            String value = answer.getHeader(name);
            if (value != null) {
                response.putHeader(name, value);
            }
        }
        if (!response.headers().contains("Content-Length")) {
            response.setChunked(true);
        }
        // Cut off in the middle, it must not look whole.
        answer.pipeTo(response).onFailure(_ -> response.reset());
    }
}
