package dev.nostro.link;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A few HTTP/2 connections to one region, each shared by many calls. A connection that does not
/// answer pings any more is closed, so that calls find another one.
final class Pool {

    /// Several, because behind one address there are several nodes, and a node takes a bounded
    /// number of calls at once on each.
    private static final int CONNECTIONS = 4;

    /// Calls that wait for a connection; more fail at once.
    private static final int WAITING = 10_000;

    /// What may be under way unread on a stream and on a connection. The defaults of HTTP/2 are 64
    /// KiB, which over a long distance is a few hundred KB/s.
    static final int STREAM_WINDOW = 1 << 20;

    static final int CONNECTION_WINDOW = 8 << 20;

    private static final int HTTP_PORT = 80;
    private static final Buffer PING = Buffer.buffer("nostro??");

    /// How to reach a region.
    ///
    /// @param silence after which a connection counts as dead
    record Address(URI url, Optional<String> from, Duration silence) {

        int port() {
            return url.getPort() < 0 ? HTTP_PORT : url.getPort();
        }
    }

    private final Vertx vertx;
    private final Address address;
    private final HttpClient client;
    private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();

    Pool(Vertx vertx, Address address) {
        this.vertx = vertx;
        this.address = address;
        HttpClientOptions options =
                new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_2)
                        .setHttp2ClearTextUpgrade(false)
                        .setHttp2ConnectionWindowSize(CONNECTION_WINDOW)
                        .setInitialSettings(new Http2Settings().setInitialWindowSize(STREAM_WINDOW))
                        .setConnectTimeout((int) address.silence().toMillis());
        address.from().ifPresent(options::setLocalAddress);
        this.client =
                vertx.httpClientBuilder()
                        .with(options)
                        .with(
                                new PoolOptions()
                                        .setHttp2MaxSize(CONNECTIONS)
                                        .setMaxWaitQueueSize(WAITING))
                        .withConnectHandler(this::connected)
                        .build();
    }

    private void connected(HttpConnection connection) {
        connections.add(connection);
        connection.closeHandler(_ -> connections.remove(connection));
    }

    /// A request to be sent, once there is a connection for it.
    Future<HttpClientRequest> request(HttpMethod method, String target) {
        return client.request(
                new RequestOptions()
                        .setMethod(method)
                        .setHost(address.url().getHost())
                        .setPort(address.port())
                        .setURI(target));
    }

    /// Asks each connection for a sign of life, and closes those that give none.
    void ping() {
        for (HttpConnection connection : connections) {
            Future<Buffer> pong = connection.ping(PING);
            vertx.setTimer(
                    address.silence().toMillis(),
                    _ -> {
                        if (!pong.succeeded()) {
                            connection.close();
                        }
                    });
        }
    }

    /// Ends it; what is under way fails.
    void close() {
        client.close();
    }
}
