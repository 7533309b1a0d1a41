package dev.nostro.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/// The way into a region for the others: they connect to its address, each from its own, and are
/// put through to the region's nodes in turn. Whoever calls from elsewhere is turned away.
final class Gate implements AutoCloseable {

    /// More callers than this wait to be let in: 16 nodes of 7 regions with two connections each.
    private static final int MOST_TUNNELS = 256;

    private static final int BACKLOG = 128;

    /// Where the system is out of files, so that it is not asked without a break.
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ServerSocket listener;
    private final Map<InetAddress, Tunnel.Route> routes;
    private final AtomicLong room;
    private final Semaphore places = new Semaphore(MOST_TUNNELS);
    private final Set<Thread> tunnels = ConcurrentHashMap.newKeySet();
    private final Thread accepting;
    private volatile List<InetSocketAddress> nodes = List.of();
    private int turn;

    /// @param routes the lines to take for a caller from this address
    /// @param room as in [Flow]
    Gate(InetAddress address, Map<InetAddress, Tunnel.Route> routes, AtomicLong room)
            throws IOException {
        this.routes = Map.copyOf(routes);
        this.room = room;
        try {
            listener = new ServerSocket(0, BACKLOG, address);
        } catch (IOException e) {
            throw new IOException(
                    """
                    This machine has no address %s, which a region needs. \
                    On macOS: sudo ifconfig lo0 alias %s\
                    """
                            .formatted(address.getHostAddress(), address.getHostAddress()),
                    e);
        }
        accepting = Thread.ofVirtual().start(this::accept);
    }

    /// Where other regions find this one.
    URI url() {
        var address = listener.getInetAddress().getHostAddress();
        return URI.create("http://" + address + ":" + listener.getLocalPort());
    }

    /// Who answers here from now on.
    void leadTo(List<InetSocketAddress> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                places.acquire();
                letIn().ifPresentOrElse(Thread::start, places::release);
            } catch (IOException _) {
                places.release();
                rest();
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private Optional<Thread> letIn() throws IOException {
        var caller = listener.accept();
        var route = routes.get(caller.getInetAddress());
        if (route == null) {
            caller.close();
            return Optional.empty();
        }
        caller.setTcpNoDelay(true);
        return Optional.of(Thread.ofVirtual().unstarted(() -> carry(caller, route)));
    }

    private void carry(Socket caller, Tunnel.Route route) {
        tunnels.add(Thread.currentThread());
        try (caller) {
            if (!listener.isClosed()) {
                new Tunnel(caller, route, room).run(nodesInTurn());
            }
        } catch (InterruptedException | IOException _) {
            // Told to end.
        } finally {
            tunnels.remove(Thread.currentThread());
            places.release();
        }
    }

    private synchronized List<InetSocketAddress> nodesInTurn() {
        var inTurn = new ArrayList<>(nodes);
        if (!inTurn.isEmpty()) {
            turn = (turn + 1) % inTurn.size();
            Collections.rotate(inTurn, -turn);
        }
        return inTurn;
    }

    private static void rest() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends every connection. Idempotent.
    @Override
    public void close() throws IOException {
        listener.close();
        accepting.interrupt();
        tunnels.forEach(Thread::interrupt);
    }
}
