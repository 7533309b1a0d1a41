package dev.nostro.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The commands that wait for a writer, bounded. Batches form by themselves: a writer takes what
/// has gathered while it was busy, so nothing is delayed to be batched.
final class CommandQueue {

    private final int capacity;
    private final int batch;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Submission> waiting = new ArrayDeque<>();
    private int weight;
    private boolean closed;

    /// `capacity` bounds the commands that wait, `batch` those taken at once.
    CommandQueue(int capacity, int batch) {
        this.capacity = capacity;
        this.batch = batch;
    }

    /// Takes a submission in; false if it does not fit any more, or the queue is closed.
    boolean offer(Submission submission) {
        lock.lock();
        try {
            if (closed || (weight > 0 && weight + submission.weight() > capacity)) {
                return false;
            }
            waiting.add(submission);
            weight += submission.weight();
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Waits for work and takes a batch of it, in order of arrival; an empty batch once the queue
    /// is closed and drained. A single submission may be heavier than the bound: it goes alone.
    List<Submission> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.await();
            }
            List<Submission> taken = new ArrayList<>();
            int takenWeight = 0;
            for (Submission next = waiting.peek();
                    next != null && (taken.isEmpty() || takenWeight + next.weight() <= batch);
                    next = waiting.peek()) {
                waiting.remove();
                taken.add(next);
                takenWeight += next.weight();
            }
            weight -= takenWeight;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /// Takes out what has waited past its time: it was sent nowhere.
    List<Submission> takeOverdue(long nowNanos) {
        lock.lock();
        try {
            List<Submission> overdue = new ArrayList<>();
            for (Submission next = waiting.peek();
                    next != null && next.overdue(nowNanos);
                    next = waiting.peek()) {
                waiting.remove();
                weight -= next.weight();
                overdue.add(next);
            }
            return overdue;
        } finally {
            lock.unlock();
        }
    }

    /// Takes nothing in any more; what waits is still handed out.
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// How many commands wait.
    int depth() {
        lock.lock();
        try {
            return weight;
        } finally {
            lock.unlock();
        }
    }
}
