package dev.nostro.link;

import dev.nostro.link.LinkFailure.Kind;
import dev.nostro.region.RegionId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/// The way to one other region: connections, and what is known of whether it answers.
///
/// A cut that drops silently leaves connections that never say so. When a greeting is overdue, the
/// next one therefore goes over a new connection, and if that one is answered it is the way from
/// then on: a call made after a heal does not wait for what was lost before.
final class Line {

    private static final Logger LOG = Logger.getLogger(Line.class);

    /// How long calls on connections that were replaced may still be answered.
    private static final Duration LINGER = Duration.ofSeconds(20);

    private final RegionId to;
    private final Vertx vertx;
    private final Pool.Address address;
    private final LinkMetrics metrics;
    private final Breaker breaker = new Breaker();
    private final AtomicInteger greetings = new AtomicInteger();
    private volatile Pool pool;
    private volatile Optional<Duration> roundTrip = Optional.empty();

    Line(RegionId to, Vertx vertx, Pool.Address address, LinkMetrics metrics) {
        this.to = to;
        this.vertx = vertx;
        this.address = address;
        this.metrics = metrics;
        this.pool = new Pool(vertx, address);
        metrics.watch(to, breaker::closed);
    }

    RegionId to() {
        return to;
    }

    boolean up() {
        return breaker.closed();
    }

    /// How long the last greeting took; empty before the first.
    Optional<Duration> roundTrip() {
        return roundTrip;
    }

    /// Sends a message; fails at once where the region is not worth trying.
    <T> Future<T> send(Message message, Duration within, Attempt.Reading<T> reading) {
        if (!breaker.closed()) {
            metrics.failed(to, Kind.UNAVAILABLE);
            return Future.failedFuture(
                    new LinkFailure(Kind.UNAVAILABLE, to + " does not answer greetings"));
        }
        long begun = System.nanoTime();
        return Attempt.make(vertx, pool, message, within, reading)
                .onComplete(_ -> breaker.answered(), lost -> failed(begun, lost));
    }

    private void failed(long begun, Throwable lost) {
        Kind kind = lost instanceof LinkFailure failure ? failure.kind() : Kind.UNANSWERED;
        metrics.failed(to, kind);
        if (kind == Kind.REFUSED) {
            breaker.answered();
        } else if (breaker.lost(begun)) {
            LOG.warnf("region %s is not called any more: %s", to, lost.getMessage());
        }
    }

    /// Greets the region; the outcome closes or opens the breaker.
    ///
    /// @param reading gives how long the greeting took, or fails
    Future<Duration> greet(Message greeting, Attempt.Reading<Duration> reading) {
        boolean doubtful = greetings.getAndIncrement() > 0 || !breaker.closed();
        Pool way = doubtful ? new Pool(vertx, address) : pool;
        long begun = System.nanoTime();
        Future<Duration> answer = Attempt.make(vertx, way, greeting, address.silence(), reading);
        // After the greeting: a cut is to open the breaker before it ends connections and calls.
        pool.ping();
        return answer.onComplete(_ -> greetings.decrementAndGet())
                .onComplete(took -> answered(way, took), lost -> missed(way, begun, lost));
    }

    private void answered(Pool way, Duration took) {
        roundTrip = Optional.of(took);
        metrics.greeted(to, took);
        if (way != pool) {
            Pool before = pool;
            pool = way;
            vertx.setTimer(LINGER.toMillis(), _ -> before.close());
        }
        if (breaker.greeted(System.nanoTime())) {
            LOG.infof("region %s answers again, in %d ms", to, took.toMillis());
        }
    }

    private void missed(Pool way, long begun, Throwable lost) {
        if (way != pool) {
            way.close();
        }
        if (breaker.missed(begun)) {
            Logger.Level level =
                    lost instanceof LinkFailure failure && failure.kind() == Kind.REFUSED
                            ? Logger.Level.ERROR
                            : Logger.Level.WARN;
            LOG.logf(level, "region %s is not called any more: %s", to, lost.getMessage());
        }
    }

    void close() {
        pool.close();
    }
}
