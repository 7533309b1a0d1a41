package dev.nostro.crossing;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is to become of a transfer whose other region cannot be reached. It belongs to the request
/// and not to the transfer: whoever repeats one may ask for something else.
public enum WhenUnavailable {
    /// Nothing, at once.
    REFUSE,
    /// It waits, its amount held.
    QUEUE;

    private static final Map<String, WhenUnavailable> BY_WORD =
            Stream.of(values()).collect(Collectors.toMap(WhenUnavailable::word, value -> value));

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The one with this word.
    public static Optional<WhenUnavailable> of(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }
}
