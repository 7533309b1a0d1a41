package dev.nostro.link;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/// Opens the server for regions far away: over one connection come many calls at once, and more is
/// under way on it than on a client's.
@Singleton
final class LinkServer implements HttpServerOptionsCustomizer {

    /// Calls that one connection may have open at once.
    private static final long STREAMS = 1_000;

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setHttp2ConnectionWindowSize(Pool.CONNECTION_WINDOW);
        options.getInitialSettings()
                .setMaxConcurrentStreams(STREAMS)
                .setInitialWindowSize(Pool.STREAM_WINDOW);
    }
}
