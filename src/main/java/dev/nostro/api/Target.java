package dev.nostro.api;

import dev.nostro.api.Malformed.FieldError;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// What stands in a request line behind the method. Read strictly: a parameter without a value
/// would count as absent, so that a list asked with an empty `account=` would be the list of all.
final class Target {

    private static final String OURS = "/v1/";

    private Target() {}

    /// What is wrong in this target, if anything is.
    static Optional<FieldError> wrongIn(String target) {
        try {
            URI uri = new URI(target);
            return uri.getRawQuery() == null || !target.startsWith(OURS)
                    ? Optional.empty()
                    : emptyParameter(uri.getRawQuery());
        } catch (URISyntaxException e) {
            return Optional.of(new FieldError("", "the target is no URI: " + e.getReason()));
        }
    }

    private static Optional<FieldError> emptyParameter(String query) {
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (!parameter.isEmpty() && (equals < 0 || equals == parameter.length() - 1)) {
                String name = equals < 0 ? parameter : parameter.substring(0, equals);
                return Optional.of(new FieldError(name, "has no value"));
            }
        }
        return Optional.empty();
    }
}
