package dev.nostro.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Two database sessions that write batches of transfers, the next as soon as the last is
/// committed: as many as a node has writers.
record Sessions(Keys keys, int batch, Window window, Probe probe) {
    static final int COUNT = 2;

    /// What one session does; used by one thread.
    interface Writer extends AutoCloseable {

        /// Writes and commits the transfers of the keys from `first` on.
        void write(long first) throws SQLException;

        /// Takes note that they are committed, outside what is measured; never called by two
        /// sessions at once.
        default void written(long first) {}

        @Override
        void close() throws SQLException;
    }

    /// Begins a session.
    interface Opening {
        Writer open(int session) throws SQLException;
    }

    /// The measured nanoseconds.
    private record Span(long from, long until) {
        boolean has(long time) {
            return time >= from && time < until;
        }
    }

    Tally run(Opening opening) throws SQLException, InterruptedException {
        Tally tally = new Tally();
        long from = System.nanoTime() + window.leadIn().toNanos();
        Span span = new Span(from, from + window.measured().toNanos());
        try (ExecutorService sessions = Executors.newFixedThreadPool(COUNT)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < COUNT; i++) {
                int session = i;
                running.add(sessions.submit(() -> write(opening, session, span, tally)));
            }
            sleepUntil(span.from());
            probe.begin();
            sleepUntil(span.until());
            probe.end();
            for (Future<?> session : running) {
                session.get();
            }
        } catch (ExecutionException e) {
            throw new SQLException("a raw session failed", e.getCause());
        }
        tally.measuredFor(window.measured().toNanos() / 1e9);
        return tally;
    }

    private Void write(Opening opening, int session, Span span, Tally tally) throws SQLException {
        try (Writer writer = opening.open(session)) {
            for (long now = System.nanoTime(); now < span.until(); now = System.nanoTime()) {
                long first = keys.reserve(batch);
                writer.write(first);
                long answered = System.nanoTime();
                synchronized (tally) {
                    tally.posted(batch, span.has(answered));
                    if (span.has(answered)) {
                        tally.latency(answered - now);
                    }
                    writer.written(first);
                }
            }
        }
        return null;
    }

    private static void sleepUntil(long time) throws InterruptedException {
        long rest = time - System.nanoTime();
        if (rest > 0) {
            Thread.sleep(rest / 1_000_000, (int) (rest % 1_000_000));
        }
    }
}
