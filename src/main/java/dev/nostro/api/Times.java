package dev.nostro.api;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Times on the wire: RFC 3339, UTC, microseconds.
final class Times {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    /// What PostgreSQL can compare without overflow, and more than any account has lived.
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private static volatile Written last = new Written(EARLIEST, FORMAT.format(EARLIEST));

    private Times() {}

    static String write(Instant time) {
        Written known = last;
        if (!known.time.equals(time)) {
            known = new Written(time, FORMAT.format(time));
            last = known;
        }
        return known.text;
    }

    /// A time and its text. Whatever is decided in one batch has the same time.
    private record Written(Instant time, String text) {}

    /// The time in a query parameter; null where it is absent.
    static @Nullable Instant read(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        return parse(text)
                .orElseThrow(() -> new Malformed(name, "must be a time like 2026-01-31T12:00:00Z"));
    }

    private static Optional<Instant> parse(String text) {
        try {
            Instant time = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
            return time.isBefore(EARLIEST) || time.isAfter(LATEST)
                    ? Optional.empty()
                    : Optional.of(time);
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
