package dev.nostro.api;

import dev.nostro.transfer.Reason;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The idempotency key of a request: 1 to 255 visible ASCII characters.
final class Keys {

    static final String HEADER = "Idempotency-Key";
    private static final int LONGEST = 255;

    private Keys() {}

    /// The key in the header of that name.
    static String of(HttpServerRequest request) {
        List<String> keys = request.headers().getAll(HEADER);
        if (keys.isEmpty()) {
            throw new Refusal(Reason.KEY_MISSING);
        }
        return checked(keys.size() == 1 ? keys.getFirst() : "");
    }

    /// The key in a query or in a batch.
    static String checked(@Nullable String key) {
        if (key == null) {
            throw new Refusal(Reason.KEY_MISSING);
        }
        if (key.isEmpty() || key.length() > LONGEST || !visible(key)) {
            throw new Refusal(Reason.KEY_INVALID);
        }
        return key;
    }

    private static boolean visible(String key) {
        for (int at = 0; at < key.length(); at++) {
            if (key.charAt(at) <= ' ' || key.charAt(at) > '~') {
                return false;
            }
        }
        return true;
    }
}
