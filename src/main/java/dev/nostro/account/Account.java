package dev.nostro.account;

/// An account, whole: its money and all else that is known of it, from one moment.
public record Account(Standing standing, Profile profile) {

    public AccountId id() {
        return standing.id();
    }
}
