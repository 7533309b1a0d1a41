package dev.nostro.link;

import dev.nostro.link.LinkFailure.Kind;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// One message to another region, until its answer is read or its time is up. It knows whether
/// anything was sent: the difference between "try again" and "nobody knows".
final class Attempt<T> {

    /// The stream is no longer wanted (RFC 9113, CANCEL).
    private static final long CANCEL = 8;

    /// Where it is. Only one of the two ways out of `WAITING` is taken.
    private enum Stage {
        WAITING,
        SENT,
        OVER
    }

    /// What is made of an answer.
    interface Reading<T> {
        /// Reads it, at once.
        ///
        /// @param sentNanos when the message was sent, of [System#nanoTime]
        Future<T> read(HttpClientResponse response, long sentNanos);
    }

    private final Message message;
    private final Reading<T> reading;
    private final long endNanos;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);
    private final Promise<T> answer = Promise.promise();
    private long timer;

    private Attempt(Message message, Duration within, Reading<T> reading) {
        this.message = message;
        this.reading = reading;
        this.endNanos = System.nanoTime() + within.toNanos();
    }

    /// Sends it over a connection of the pool; fails with [LinkFailure], in time.
    static <T> Future<T> make(
            Vertx vertx, Pool pool, Message message, Duration within, Reading<T> reading) {
        Attempt<T> attempt = new Attempt<>(message, within, reading);
        attempt.timer = vertx.setTimer(Math.max(1, within.toMillis()), _ -> attempt.timeUp());
        pool.request(message.method(), message.target()).onComplete(attempt::send);
        return attempt.answer.future().onComplete(_ -> vertx.cancelTimer(attempt.timer));
    }

    private void send(AsyncResult<HttpClientRequest> opened) {
        if (opened.failed()) {
            stage.set(Stage.OVER);
            fail(Kind.UNAVAILABLE, opened.cause());
            return;
        }
        HttpClientRequest open = opened.result();
        if (!stage.compareAndSet(Stage.WAITING, Stage.SENT)) {
            open.reset(CANCEL);
            return;
        }
        long sent = System.nanoTime();
        long left = Math.max(1, TimeUnit.NANOSECONDS.toMillis(endNanos - sent));
        open.headers().addAll(message.headers()).set(LinkHeaders.DEADLINE, Long.toString(left));
        open.send(message.body())
                .onComplete(response -> read(response, sent), lost -> fail(Kind.UNANSWERED, lost));
    }

    private void read(HttpClientResponse response, long sent) {
        String refused = response.getHeader(LinkHeaders.REFUSED);
        if (refused != null) {
            answer.tryFail(new LinkFailure(Kind.REFUSED, refused));
            return;
        }
        reading.read(response, sent)
                .onComplete(answer::tryComplete, lost -> fail(Kind.UNANSWERED, lost));
    }

    private void fail(Kind kind, Throwable cause) {
        answer.tryFail(
                cause instanceof LinkFailure ? cause : new LinkFailure(kind, cause.toString()));
    }

    /// An answer that comes later is dropped. The stream is not reset: a server takes many resets
    /// for an attack and closes the connection, and all other calls with it.
    private void timeUp() {
        boolean sent = stage.getAndSet(Stage.OVER) == Stage.SENT;
        Kind kind = sent ? Kind.UNANSWERED : Kind.UNAVAILABLE;
        answer.tryFail(new LinkFailure(kind, "no answer in time"));
    }
}
