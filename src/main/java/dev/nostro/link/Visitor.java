package dev.nostro.link;

import dev.nostro.region.RegionId;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/// Another region that has proven itself, in a request that it sent.
///
/// @param deadlineNanos of [System#nanoTime]: after it nobody listens any more
public record Visitor(RegionId from, long deadlineNanos) {

    private static final String KEY = Visitor.class.getName();

    /// Who sent this request; null where it comes from no region.
    public static @Nullable Visitor of(RoutingContext edge) {
        return edge.get(KEY);
    }

    /// Until when the request that is being handled may be worked on, and no longer than
    /// `patience`: a region that passes a request on says how long it listens.
    public static long deadline(long patience) {
        long own = System.nanoTime() + patience;
        Context context = Vertx.currentContext();
        Visitor visitor = context == null ? null : context.getLocal(KEY);
        return visitor == null || own - visitor.deadlineNanos < 0 ? own : visitor.deadlineNanos;
    }

    /// Notes it for all that handles the request.
    void enter(RoutingContext edge) {
        edge.put(KEY, this);
        Context context = Vertx.currentContext();
        if (context != null) {
            context.putLocal(KEY, this);
        }
    }
}
