package dev.nostro.api;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.concurrent.Executor;

/// The event loop that a request arrived on, as an executor: answers are made into bytes there, so
/// that a writer can go on to its next batch.
record Loop(Context context) implements Executor {

    /// The loop of the request that is being handled.
    static Loop current() {
        return new Loop(Objects.requireNonNull(Vertx.currentContext(), "not on an event loop"));
    }

    @Override
    public void execute(Runnable task) {
        context.runOnContext(_ -> task.run());
    }
}
