package dev.nostro.link;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;

/// An HTTP request to another region, before the headers that every one gets.
///
/// @param target path and query
public record Message(HttpMethod method, String target, MultiMap headers, Buffer body) {

    /// A message to a [Receiver].
    static Message to(String path, byte[] body) {
        return new Message(
                HttpMethod.POST,
                path,
                MultiMap.caseInsensitiveMultiMap().add("Content-Type", "application/json"),
                Buffer.buffer(body));
    }
}
