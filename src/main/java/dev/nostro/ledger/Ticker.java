package dev.nostro.ledger;

import java.time.Duration;
import org.jboss.logging.Logger;

/// A task done again and again on a thread of its own, with a pause after each time. A failure is
/// logged, once for as long as it lasts, and the next turn comes all the same.
public final class Ticker implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Ticker.class);

    private final String name;
    private final Runnable task;
    private final Duration pause;
    private final Thread thread;
    private boolean failing;

    private Ticker(String name, Duration pause, Runnable task) {
        this.name = name;
        this.task = task;
        this.pause = pause;
        this.thread = Thread.ofPlatform().daemon().name("nostro-" + name).unstarted(this::run);
    }

    /// Starts doing the task.
    public static Ticker start(String name, Duration pause, Runnable task) {
        Ticker ticker = new Ticker(name, pause, task);
        ticker.thread.start();
        return ticker;
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                turn();
                Thread.sleep(pause);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void turn() {
        try {
            task.run();
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warnf("%s failed and is tried again: %s", name, e.getMessage());
                LOG.debug(name, e);
            }
            failing = true;
        }
    }

    /// Ends it after the turn that is under way.
    @Override
    public void close() {
        thread.interrupt();
    }
}
