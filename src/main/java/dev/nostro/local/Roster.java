package dev.nostro.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// What a launcher has started, as it is written down, and whether more may be started.
///
/// Several regions are started at once; whoever stops waits until none is in the middle of a step,
/// and then finds everything in the file.
final class Roster {

    private final Path file;
    private final Comparator<RunningState.Part> order;

    /// Shared by those who start something, held alone to stop.
    private final ReentrantReadWriteLock starting = new ReentrantReadWriteLock();

    private volatile RunningState state = new RunningState(ProcessMark.own(), false, List.of());
    private volatile boolean stopping;

    /// Starts something and writes it down.
    interface Step<T> {
        T take() throws IOException;
    }

    Roster(Path file, List<String> regions) {
        this.file = file;
        this.order =
                Comparator.comparingInt((RunningState.Part part) -> regions.indexOf(part.region()))
                        .thenComparingInt(RunningState.Part::place);
    }

    /// Takes a step and writes it down as one: whoever stops sees neither or both.
    <T> T step(Step<T> step) throws IOException {
        starting.readLock().lock();
        try {
            if (stopping) {
                throw new IOException("stopped while starting");
            }
            return step.take();
        } finally {
            starting.readLock().unlock();
        }
    }

    /// Writes down what runs now, instead of what ran in its place before.
    synchronized void record(RunningState.Part part) throws IOException {
        write(state.with(part, order));
    }

    void ready() throws IOException {
        step(() -> {
            writeReady();
            return true;
        });
    }

    private synchronized void writeReady() throws IOException {
        write(state.withReady());
    }

    /// Writes down that a launcher runs, though nothing else does yet.
    synchronized void begin() throws IOException {
        write(state);
    }

    private void write(RunningState next) throws IOException {
        next.write(file);
        state = next;
    }

    /// From now on nothing is started.
    void beginStop() {
        stopping = true;
    }

    /// Waits for the steps under way; false if one was not over after the limit.
    boolean awaitSteps(Duration limit) throws InterruptedException {
        var quiet = starting.writeLock().tryLock(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (quiet) {
            starting.writeLock().unlock();
        }
        return quiet;
    }

    boolean isStopping() {
        return stopping;
    }

    boolean isReady() {
        return state.ready();
    }

    ProcessMark launcher() {
        return state.launcher();
    }
}
