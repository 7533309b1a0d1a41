package dev.nostro.account;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What an account may still do. Open and frozen change into each other; closed is final.
public enum AccountState {
    OPEN,
    /// Pays nothing, still receives.
    FROZEN,
    /// Neither pays nor receives; its balance is zero, and it stays so.
    CLOSED;

    /// The word of the wire and of the tables.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The state with this word.
    public static Optional<AccountState> of(String word) {
        return Stream.of(values()).filter(state -> state.word().equals(word)).findFirst();
    }
}
