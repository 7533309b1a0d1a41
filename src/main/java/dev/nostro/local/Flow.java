package dev.nostro.local;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// One direction of one connection between regions: what is read at one end is written at the
/// other, in order and complete, when the line lets it arrive.
///
/// Bounded: while as much is under way as a flow may have, it does not read on, so whoever sends is
/// slowed down as by TCP itself. One thread calls [#fill], one [#drain].
final class Flow {

    /// The most that is read at once.
    static final int CHUNK = 64 << 10;

    /// The most that one flow has under way: 100 MB/s at a delay of 40 ms.
    static final int WINDOW = 4 << 20;

    /// What all flows together may have under way; beyond it each has one chunk at a time.
    static final int ROOM = 32 << 20;

    /// How one direction of a connection has ended.
    enum Ending {
        /// In order: nothing more comes this way.
        FINISHED,
        /// The sender's connection broke.
        RESET,
        /// The receiver's connection broke.
        REFUSED
    }

    private sealed interface Parcel {
        Line.Stamp stamp();

        /// What was read at once.
        final class Bytes implements Parcel {
            private final Line.Stamp stamp;
            private final byte[] content;

            Bytes(Line.Stamp stamp, byte[] content) {
                this.stamp = stamp;
                this.content = content;
            }

            @Override
            public Line.Stamp stamp() {
                return stamp;
            }
        }

        /// Nothing comes behind it.
        record Finish(Line.Stamp stamp) implements Parcel {}

        /// The connection broke.
        record Reset(Line.Stamp stamp) implements Parcel {}
    }

    private final Line line;
    private final AtomicLong room;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Parcel> underWay = new ArrayDeque<>();
    private int bytesUnderWay;
    private boolean senderGone;

    /// @param room how many bytes all flows together may still take
    Flow(Line line, AtomicLong room) {
        this.line = line;
        this.room = room;
    }

    /// Reads until the sender finishes or breaks off, which then travels behind its bytes.
    void fill(Socket from) throws InterruptedException {
        var buffer = new byte[CHUNK];
        try {
            var in = from.getInputStream();
            awaitWindow();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                send(new Parcel.Bytes(line.leave(n), Arrays.copyOf(buffer, n)));
                awaitWindow();
            }
            end(new Parcel.Finish(line.leave(1)));
        } catch (IOException _) {
            reset();
        }
    }

    /// Breaks the connection off at the receiver, behind all that is under way.
    void reset() {
        end(new Parcel.Reset(line.leave(1)));
    }

    /// Writes what arrives until nothing more can come.
    Ending drain(Socket to) throws InterruptedException {
        while (true) {
            var next = next();
            var _ = line.await(next.stamp());
            try {
                switch (next) {
                    case Parcel.Bytes bytes -> to.getOutputStream().write(bytes.content);
                    case Parcel.Finish _ -> {
                        to.shutdownOutput();
                        return Ending.FINISHED;
                    }
                    case Parcel.Reset _ -> {
                        return Ending.RESET;
                    }
                }
            } catch (IOException _) {
                return Ending.REFUSED;
            } finally {
                arrived(next);
            }
        }
    }

    /// Waits for a reset that comes behind a finish: the receiver may still send, to who is gone by
    /// now.
    void awaitReset() throws InterruptedException {
        var _ = line.await(next().stamp());
    }

    /// Whether the sender has finished or broken off.
    boolean isSenderGone() {
        lock.lock();
        try {
            return senderGone;
        } finally {
            lock.unlock();
        }
    }

    /// What was read so far leaves only now.
    void leaveNow() {
        lock.lock();
        try {
            for (int i = underWay.size(); i > 0; i--) {
                underWay.add(
                        switch (underWay.remove()) {
                            case Parcel.Bytes bytes ->
                                    new Parcel.Bytes(
                                            line.leave(bytes.content.length), bytes.content);
                            case Parcel.Finish _ -> new Parcel.Finish(line.leave(1));
                            case Parcel.Reset _ -> new Parcel.Reset(line.leave(1));
                        });
            }
        } finally {
            lock.unlock();
        }
    }

    /// Gives back its part of the room, when no thread is at work here any more.
    void close() {
        lock.lock();
        try {
            underWay.clear();
            room.addAndGet(bytesUnderWay);
            bytesUnderWay = 0;
        } finally {
            lock.unlock();
        }
    }

    private void awaitWindow() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            // What is under way arrives some time, and then there is a signal: also where it is
            // others that fill the room.
            while (bytesUnderWay > 0 && (bytesUnderWay > WINDOW - CHUNK || room.get() < CHUNK)) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void end(Parcel parcel) {
        lock.lock();
        try {
            senderGone = true;
        } finally {
            lock.unlock();
        }
        send(parcel);
    }

    private void send(Parcel parcel) {
        lock.lock();
        try {
            underWay.add(parcel);
            account(size(parcel));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Parcel next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (underWay.isEmpty()) {
                changed.await();
            }
            return underWay.remove();
        } finally {
            lock.unlock();
        }
    }

    private void arrived(Parcel parcel) {
        lock.lock();
        try {
            account(-size(parcel));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void account(int bytes) {
        bytesUnderWay += bytes;
        room.addAndGet(-bytes);
    }

    private static int size(Parcel parcel) {
        return parcel instanceof Parcel.Bytes bytes ? bytes.content.length : 0;
    }
}
