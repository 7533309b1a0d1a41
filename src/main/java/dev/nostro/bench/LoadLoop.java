package dev.nostro.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/// The load generator: one thread, one selector, many keep-alive connections.
///
/// It costs a few microseconds for each request, because it shares its cores with what it measures:
/// preformatted requests, and of an answer only what the judgement needs.
final class LoadLoop implements AutoCloseable {
    /// An answer comes within this time or counts as lost: beyond the service's own bound.
    private static final Duration LAST_ANSWER = Duration.ofSeconds(30);

    private static final long MILLI = 1_000_000;

    /// The longest pause between two looks at the sockets while the open model is between two
    /// requests: it bounds the error that the generator adds to a latency.
    private static final long GLANCE = 200_000;

    private final Selector selector;
    private final Traffic traffic;
    private final LongSupplier numbers;
    private final List<Connection> connections = new ArrayList<>();
    private final Deque<Connection> idle = new ArrayDeque<>();
    private Tally tally = new Tally();
    private boolean open;
    private long from = Long.MAX_VALUE;
    private long until = Long.MAX_VALUE;

    LoadLoop(InetSocketAddress address, int count, Traffic traffic, LongSupplier numbers)
            throws IOException {
        this.selector = Selector.open();
        this.traffic = traffic;
        this.numbers = numbers;
        for (int i = 0; i < count; i++) {
            Connection connection = new Connection(address, selector, traffic.largest());
            connections.add(connection);
            idle.add(connection);
        }
    }

    /// Closed model: each connection sends its next request when the answer has come.
    Tally closed(Window window, Probe probe) throws IOException {
        return run(new Arrivals.Closed(), window, probe);
    }

    /// Open model: requests at a fixed rate.
    Tally open(double perSecond, Window window, Probe probe) throws IOException {
        var arrivals = new Arrivals.Open(System.nanoTime(), perSecond);
        return run(arrivals, window, probe);
    }

    /// Sends exactly `count` requests, as fast as the connections allow.
    Tally all(long count) throws IOException {
        prepare(false);
        from = System.nanoTime();
        long sent = 0;
        while (sent < count || busy()) {
            for (; sent < count && !idle.isEmpty(); sent++) {
                send(idle.remove(), System.nanoTime());
            }
            selector.select(this::handle, 10);
        }
        tally.measuredFor((System.nanoTime() - from) / 1e9);
        return tally;
    }

    private Tally run(Arrivals arrivals, Window window, Probe probe) throws IOException {
        prepare(arrivals instanceof Arrivals.Open);
        serve(arrivals, System.nanoTime() + window.leadIn().toNanos());
        probe.begin();
        from = System.nanoTime();
        until = from + window.measured().toNanos();
        serve(arrivals, until);
        tally.measuredFor(window.measured().toNanos() / 1e9);
        probe.end();
        drain(arrivals);
        return tally;
    }

    private void prepare(boolean openModel) {
        tally = new Tally();
        open = openModel;
        from = Long.MAX_VALUE;
        until = Long.MAX_VALUE;
    }

    private void serve(Arrivals arrivals, long end) throws IOException {
        long now = System.nanoTime();
        while (now < end) {
            while (!idle.isEmpty() && arrivals.due(now)) {
                send(idle.remove(), arrivals.take(now));
                now = System.nanoTime();
            }
            await(arrivals, now);
            now = System.nanoTime();
        }
    }

    /// What the open model intended before the end is still sent: it is late, not forgotten.
    private void drain(Arrivals arrivals) throws IOException {
        long deadline = until + LAST_ANSWER.toNanos();
        boolean late = open && arrivals.due(until - 1);
        while (System.nanoTime() < deadline && (busy() || late)) {
            while (late && !idle.isEmpty()) {
                send(idle.remove(), arrivals.take(until - 1));
                late = arrivals.due(until - 1);
            }
            selector.select(this::handle, 10);
        }
        for (; late; late = arrivals.due(until - 1)) {
            tally.unsent(traffic.weight());
            arrivals.take(until - 1);
        }
        for (Connection connection : connections) {
            if (!idle.contains(connection)) {
                lost(connection);
            }
        }
    }

    private boolean busy() {
        return idle.size() < connections.size();
    }

    private void await(Arrivals arrivals, long now) throws IOException {
        long pause = arrivals.idleFor(now);
        if (idle.isEmpty() || pause > MILLI) {
            selector.select(this::handle, 1);
        } else if (pause > 0) {
            LockSupport.parkNanos(Math.min(pause, GLANCE));
            selector.selectNow(this::handle);
        } else {
            selector.selectNow(this::handle);
        }
    }

    private void send(Connection connection, long since) throws IOException {
        long number = numbers.getAsLong();
        try {
            connection.send(traffic, number, since);
        } catch (IOException e) {
            lost(connection);
        }
    }

    private void handle(SelectionKey key) {
        Connection connection = (Connection) key.attachment();
        try {
            try {
                if (connection.writing()) {
                    connection.flush();
                }
                if (connection.read()) {
                    answered(connection);
                }
            } catch (IOException e) {
                lost(connection);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the service is gone", e);
        }
    }

    private void answered(Connection connection) throws IOException {
        Reply answer = connection.answer();
        count(connection, traffic.judge(connection.number(), answer));
        connection.next();
        idle.add(connection);
    }

    /// A connection is connected again; what was under way on it has no answer.
    private void lost(Connection connection) throws IOException {
        if (!idle.contains(connection)) {
            count(connection, traffic.judge(connection.number(), Reply.lost()));
            idle.add(connection);
        }
        connection.reconnect();
    }

    /// The rate counts what was answered inside the window; latencies count for the open model what
    /// was intended inside it, and for the closed model what was answered.
    private void count(Connection connection, int good) {
        long now = System.nanoTime();
        long since = connection.since();
        boolean answered = inside(now);
        tally.answered(traffic, connection.number(), good, answered);
        if (open ? inside(since) : answered) {
            tally.latency(now - since);
        }
    }

    private boolean inside(long time) {
        return time >= from && time < until;
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.close();
        }
        selector.close();
    }
}
