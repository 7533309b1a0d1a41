package dev.nostro.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;

/// The two ends that a test connects over links: a node of region "us" that only listens, and
/// callers from "eu".
record Caller(Links links, ServerSocket node) implements AutoCloseable {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final int PATIENCE_MILLIS = 10_000;

    /// Leads region "us" of these links to a node that listens.
    static Caller over(Links links) throws IOException {
        var node = new ServerSocket(0, 10, LOOPBACK);
        node.setSoTimeout(PATIENCE_MILLIS);
        var caller = new Caller(links, node);
        links.lead("us", List.of(caller.url()));
        return caller;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + node.getLocalPort());
    }

    /// A connection from "eu" to whoever answers for "us".
    Socket call() throws IOException {
        return callFrom("127.0.1.1");
    }

    Socket callFrom(String address) throws IOException {
        var socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
        var there = links.url("us");
        socket.connect(new InetSocketAddress(there.getHost(), there.getPort()));
        return socket;
    }

    /// The next connection that reaches the node.
    Socket answer() throws IOException {
        var socket = node.accept();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    @Override
    public void close() throws IOException {
        node.close();
        links.close();
    }
}
