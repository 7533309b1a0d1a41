package dev.nostro.account;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What an account may still do. Open and frozen change into each other; closed is final.
public enum AccountState {
    OPEN,
    /// Pays nothing, still receives.
    FROZEN,
    /// Neither pays nor receives; its balance is zero, and it stays so.
    CLOSED;

    private static final Map<String, AccountState> BY_WORD =
            Stream.of(values()).collect(Collectors.toMap(AccountState::word, value -> value));

    /// The word of the wire and of the tables.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The state with this word.
    public static Optional<AccountState> of(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }
}
