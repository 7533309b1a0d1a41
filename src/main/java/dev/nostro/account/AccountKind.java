package dev.nostro.account;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whose account it is, and so how far its balance may fall.
public enum AccountKind {
    /// A customer's: never below minus its overdraft limit.
    CUSTOMER(true),
    /// The bank's own: no floor.
    INTERNAL(true),
    /// What this region owes another, or is owed by it. The system's.
    SETTLEMENT(false),
    /// Where a decided credit goes that its account cannot take any more. The system's.
    UNCLAIMED(false);

    private final boolean onRequest;

    AccountKind(boolean onRequest) {
        this.onRequest = onRequest;
    }

    private static final Map<String, AccountKind> BY_WORD =
            Stream.of(values()).collect(Collectors.toMap(AccountKind::word, value -> value));

    /// The word of the wire and of the tables.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The kind with this word.
    public static Optional<AccountKind> of(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    /// Whether a caller may open one, pay from one and pay to one.
    public boolean onRequest() {
        return onRequest;
    }
}
