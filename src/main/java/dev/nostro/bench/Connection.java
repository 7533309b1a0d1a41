package dev.nostro.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// One keep-alive connection with at most one request under way. Used by its loop's thread only.
final class Connection {
    private final InetSocketAddress address;
    private final Selector selector;
    private final ByteBuffer out;
    private final ReplyReader in = new ReplyReader();
    private SocketChannel channel;
    private SelectionKey key;
    private long number;
    private long since;

    Connection(InetSocketAddress address, Selector selector, int largest) throws IOException {
        this.address = address;
        this.selector = selector;
        this.out = ByteBuffer.allocateDirect(largest);
        this.channel = SocketChannel.open();
        this.key = connect();
    }

    /// Sends the n-th request; its latency counts from `from`.
    void send(Traffic traffic, long n, long from) throws IOException {
        number = n;
        since = from;
        out.clear();
        traffic.write(n, out);
        out.flip();
        flush();
    }

    void flush() throws IOException {
        channel.write(out);
        int wanted = SelectionKey.OP_READ | (out.hasRemaining() ? SelectionKey.OP_WRITE : 0);
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    boolean writing() {
        return out.hasRemaining();
    }

    /// Reads what is there and tells whether the answer is complete.
    boolean read() throws IOException {
        int count = channel.read(in.room());
        if (count < 0) {
            throw new IOException("closed by the service");
        }
        return count > 0 && in.advance(count);
    }

    Reply answer() {
        return in.answer();
    }

    /// Makes ready for the next request; connects again where the service closes.
    void next() throws IOException {
        boolean closes = in.closes();
        in.clear();
        if (closes) {
            reconnect();
        }
    }

    void reconnect() throws IOException {
        close();
        in.clear();
        channel = SocketChannel.open();
        key = connect();
    }

    void close() throws IOException {
        key.cancel();
        channel.close();
    }

    long number() {
        return number;
    }

    long since() {
        return since;
    }

    private SelectionKey connect() throws IOException {
        channel.connect(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        return channel.register(selector, SelectionKey.OP_READ, this);
    }
}
