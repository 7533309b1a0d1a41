package dev.nostro.api;

/// Who is asking. Until roles exist everybody is the same development caller; a bearer token, if
/// one is sent, is not looked at.
final class Callers {

    static final String DEVELOPMENT = "development";

    private Callers() {}
}
