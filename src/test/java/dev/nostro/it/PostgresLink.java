package dev.nostro.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A line between a node and its PostgreSQL that breaks, once it is told to, at the moment that
/// hurts most: around the COMMIT of a writer.
final class PostgresLink implements AutoCloseable {

    /// Where the line breaks.
    enum Break {
        /// The commit never gets there.
        BEFORE_THE_COMMIT,
        /// The commit is done, and the reply to it is lost.
        BEFORE_THE_REPLY,
        /// The node loses the line at once; the commit is done a while later, by a session that
        /// nobody listens to any more.
        BEFORE_A_LATE_COMMIT
    }

    private static final int WAIT_SECONDS = 20;

    private final ServerSocket listener;
    private final InetSocketAddress server;
    private final Set<PostgresConversation> conversations = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Break> armed = new AtomicReference<>();
    private volatile CountDownLatch broken = new CountDownLatch(1);
    private volatile boolean staysAway;
    private volatile boolean away;

    PostgresLink(Store store) throws IOException {
        URI url = URI.create(store.url().substring("jdbc:".length()));
        server = new InetSocketAddress(url.getHost(), url.getPort() < 0 ? 5432 : url.getPort());
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("postgres-link").start(this::accept);
    }

    /// This database as it is reached over this line.
    Store over(Store store) {
        URI url = URI.create(store.url().substring("jdbc:".length()));
        String here = "jdbc:postgresql://127.0.0.1:" + listener.getLocalPort() + url.getPath();
        return new Store(here, store.username(), store.password());
    }

    /// Breaks at the next commit of a writer. The line can be used again at once, or only after
    /// [#heal()].
    void breakAtNextCommit(Break where, boolean andStayAway) {
        broken = new CountDownLatch(1);
        staysAway = andStayAway;
        armed.set(where);
    }

    /// Waits until it has broken where it was told to.
    boolean awaitBroken() throws InterruptedException {
        return broken.await(WAIT_SECONDS, TimeUnit.SECONDS);
    }

    void heal() {
        away = false;
    }

    /// A writer is about to commit: how its line breaks, if it does.
    @Nullable Break atCommit() {
        return armed.getAndSet(null);
    }

    /// A line is being broken: all others go with it if that was asked for.
    void breaking(PostgresConversation first) {
        if (staysAway) {
            away = true;
            conversations.stream().filter(one -> one != first).forEach(PostgresConversation::cut);
        }
    }

    /// All that was to happen has happened.
    void hasBroken() {
        broken.countDown();
    }

    void forget(PostgresConversation conversation) {
        conversations.remove(conversation);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (away) {
                    client.close();
                } else {
                    begin(client);
                }
            } catch (IOException _) {
                // Closed, or a caller who is gone again.
            }
        }
    }

    private void begin(Socket client) throws IOException {
        Socket database = new Socket();
        try {
            database.connect(server);
        } catch (IOException e) {
            client.close();
            throw e;
        }
        var conversation = new PostgresConversation(this, client, database);
        conversations.add(conversation);
        conversation.begin();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        conversations.forEach(PostgresConversation::cut);
    }
}
