package dev.nostro.ledger;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Code that waits, made a part of a single-threaded schedule: it runs on a thread of its own, but
/// only while whoever resumed it stands still, until it waits for an answer or ends.
public final class Routine {

    private static final ThreadLocal<@Nullable Routine> CURRENT = new ThreadLocal<>();

    private final Thread thread;
    private volatile Thread caller = Thread.currentThread();
    private volatile boolean hasTurn;
    private volatile boolean killed;
    private volatile boolean ended;
    private volatile @Nullable Throwable failure;

    private Routine(Runnable body) {
        this.thread =
                Thread.ofVirtual()
                        .unstarted(() -> {
                            CURRENT.set(this);
                            awaitTurn();
                            try {
                                body.run();
                            } catch (Throwable e) {
                                failure = killed ? null : e;
                            }
                            ended = true;
                            giveTurn();
                        });
    }

    /// Runs it until it waits for the first time.
    static Routine start(Runnable body) {
        Routine routine = new Routine(body);
        routine.thread.start();
        return routine;
    }

    /// Waits for the answer to a question. The answer comes later, never within `question`.
    static <T> T await(Consumer<Consumer<T>> question) {
        Routine self = Objects.requireNonNull(CURRENT.get(), "not in a routine");
        self.stopIfKilled();
        AtomicReference<T> answer = new AtomicReference<>();
        question.accept(given -> {
            answer.set(given);
            self.resume();
        });
        self.giveTurn();
        self.awaitTurn();
        self.stopIfKilled();
        return answer.get();
    }

    boolean ended() {
        return ended;
    }

    /// Goes on with it until it waits again, or ends.
    void resume() {
        if (ended) {
            return;
        }
        caller = Thread.currentThread();
        hasTurn = true;
        LockSupport.unpark(thread);
        while (hasTurn) {
            LockSupport.park();
        }
        Throwable thrown = failure;
        if (thrown != null) {
            throw new AssertionError("a routine failed", thrown);
        }
    }

    /// Lets it do nothing more.
    void kill() {
        killed = true;
        resume();
    }

    private void giveTurn() {
        hasTurn = false;
        LockSupport.unpark(caller);
    }

    private void awaitTurn() {
        while (!hasTurn) {
            LockSupport.park(this);
        }
    }

    /// What ends a thread from outside: nothing of what is under way is finished, nor declared
    /// failed.
    private void stopIfKilled() {
        if (killed) {
            Routine.<RuntimeException>sneak(new InterruptedException("its machine is gone"));
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable failure) throws E {
        throw (E) failure;
    }
}
