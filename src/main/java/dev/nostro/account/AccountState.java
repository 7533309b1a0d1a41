package dev.nostro.account;

/// What an account may still do. Open and frozen change into each other; closed is final.
public enum AccountState {
    OPEN,
    /// Pays nothing, still receives.
    FROZEN,
    /// Neither pays nor receives; its balance is zero, and it stays so.
    CLOSED
}
