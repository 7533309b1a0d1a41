package dev.nostro.local;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// One connection from a node of one region to a node of another, over the two lines between them.
///
/// It takes a round trip to be made, and longer where a line is cut. It ends as a TCP connection
/// does: a finish or a reset of one end reaches the other behind the bytes sent before it, and not
/// before a cut is healed.
final class Tunnel {

    /// A node on this machine answers at once or not at all.
    private static final int CONNECT_MILLIS = 1_000;

    private static final int BOTH = 2;

    /// The two lines between two regions, as seen by the one that connects.
    record Route(Line there, Line back) {}

    private final Socket near;
    private final Route route;
    private final Flow there;
    private final Flow back;
    private final AtomicInteger finished = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean broken = true;

    Tunnel(Socket near, Route route, AtomicLong room) {
        this.near = near;
        this.route = route;
        this.there = new Flow(route.there(), room);
        this.back = new Flow(route.back(), room);
    }

    /// Something that moves bytes until it is interrupted.
    private interface Task {
        void run() throws InterruptedException;
    }

    /// Carries bytes until the connection has ended or the thread is interrupted.
    ///
    /// @param nodes where to connect to: the first that accepts
    void run(List<InetSocketAddress> nodes) throws InterruptedException {
        var filling = start(() -> there.fill(near));
        try {
            var far = connect(nodes);
            if (far.isPresent()) {
                carry(far.get());
            }
        } finally {
            hangUp(near);
            stop(List.of(filling));
            there.close();
            back.close();
        }
    }

    /// Empty where no node accepts, or whoever called has given up while a line was cut.
    private Optional<Socket> connect(List<InetSocketAddress> nodes) throws InterruptedException {
        var held = route.there().await(route.there().leave(1));
        var far = accepting(nodes);
        try {
            held |= route.back().await(route.back().leave(1));
        } catch (InterruptedException e) {
            far.ifPresent(this::hangUp);
            throw e;
        }
        if (held && there.isSenderGone()) {
            far.ifPresent(this::hangUp);
            return Optional.empty();
        }
        there.leaveNow();
        return far;
    }

    private static Optional<Socket> accepting(List<InetSocketAddress> nodes) {
        for (var node : nodes) {
            var socket = new Socket();
            try {
                socket.setTcpNoDelay(true);
                socket.connect(node, CONNECT_MILLIS);
                return Optional.of(socket);
            } catch (IOException _) {
                close(socket);
            }
        }
        return Optional.empty();
    }

    private void carry(Socket far) throws InterruptedException {
        var threads =
                List.of(
                        start(() -> back.fill(far)),
                        start(() -> drain(there, back, far)),
                        start(() -> drain(back, there, near)));
        try {
            over.await();
        } finally {
            hangUp(far);
            hangUp(near);
            stop(threads);
        }
    }

    private void drain(Flow flow, Flow opposite, Socket to) throws InterruptedException {
        switch (flow.drain(to)) {
            case FINISHED -> {
                if (finished.incrementAndGet() == BOTH) {
                    broken = false;
                } else {
                    flow.awaitReset();
                }
                over.countDown();
            }
            case RESET -> over.countDown();
            case REFUSED -> {
                opposite.reset();
                if (refused.incrementAndGet() == BOTH) {
                    over.countDown();
                }
            }
        }
    }

    private static Thread start(Task task) {
        return Thread.ofVirtual()
                .start(() -> {
                    try {
                        task.run();
                    } catch (InterruptedException _) {
                        // Told to stop.
                    }
                });
    }

    private static void stop(List<Thread> threads) throws InterruptedException {
        threads.forEach(Thread::interrupt);
        for (var thread : threads) {
            thread.join();
        }
    }

    /// Ends the connection: in order, or so that the other side sees that it broke.
    private void hangUp(Socket socket) {
        if (broken) {
            try {
                socket.setSoLinger(true, 0);
            } catch (IOException _) {
                // Gone already.
            }
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // What matters is that it is no longer open.
        }
    }
}
