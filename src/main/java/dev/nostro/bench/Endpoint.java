package dev.nostro.bench;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.OptionalLong;

/// One node, as the bench sees it.
///
/// @param pid its process, where the bench has started it
record Endpoint(URI url, OptionalLong pid) {
    private static final int HTTP = 80;

    InetSocketAddress address() {
        return new InetSocketAddress(url.getHost(), url.getPort() < 0 ? HTTP : url.getPort());
    }
}
