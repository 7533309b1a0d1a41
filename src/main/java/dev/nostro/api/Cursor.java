package dev.nostro.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where a list goes on: opaque to callers, a few values to us.
final class Cursor {

    static final int DEFAULT_LIMIT = 50;
    static final int MAX_LIMIT = 1_000;
    private static final String SEPARATOR = "/";

    private Cursor() {}

    /// A page of a list. `next` is null on the last one.
    record Page<T>(List<T> items, @Nullable String next) {

        /// Of `found`, which was asked for one more than `limit`, the page and where it goes on.
        static <F, T> Page<T> of(
                List<F> found, int limit, Function<F, T> item, Function<F, String> cursor) {
            List<F> page = found.subList(0, Math.min(limit, found.size()));
            return new Page<>(
                    page.stream().map(item).toList(),
                    found.size() > limit ? cursor.apply(page.getLast()) : null);
        }
    }

    static String of(Object... values) {
        String text = String.join(SEPARATOR, Arrays.stream(values).map(Object::toString).toList());
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /// What a cursor of so many values holds; `first` where there is none.
    static <T> T read(@Nullable String cursor, int values, T first, Function<String[], T> meaning) {
        if (cursor == null) {
            return first;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            String[] parts = text.split(SEPARATOR, -1);
            if (parts.length == values) {
                return meaning.apply(parts);
            }
        } catch (IllegalArgumentException _) {
            // told below
        }
        throw new Malformed("cursor", "is not one that was given here");
    }

    /// A number that is not negative.
    static long number(String[] parts, int at) {
        long number = Long.parseLong(parts[at]);
        if (number < 0) {
            throw new IllegalArgumentException("negative");
        }
        return number;
    }

    static UUID uuid(String[] parts, int at) {
        return UUID.fromString(parts[at]);
    }

    /// The `limit` parameter.
    static int limit(@Nullable String text) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw new Malformed("limit", "must be a number from 1 to " + MAX_LIMIT);
    }
}
