package dev.nostro.transfer;

import java.util.Locale;

/// Why a request was not carried out, in the order in which reasons are looked for: where several
/// apply, the first one here is the one that is told. `docs/reference/reasons.md` has the same
/// list.
public enum Reason {
    MALFORMED(400, Effect.NONE, "The request cannot be read as what this endpoint takes."),
    KEY_MISSING(400, Effect.NONE, "The header Idempotency-Key is required."),
    KEY_INVALID(400, Effect.NONE, "An idempotency key is 1 to 255 visible ASCII characters."),
    NOT_FOUND(404, Effect.NONE, "There is nothing here under this name."),
    METHOD_NOT_ALLOWED(405, Effect.NONE, "This resource does not take this method."),
    NOT_ACCEPTABLE(406, Effect.NONE, "None of the accepted media types can be given."),
    UNSUPPORTED_MEDIA_TYPE(415, Effect.NONE, "The body has a media type that is not taken."),
    TOO_LONG(414, Effect.NONE, "The request line or the headers are too long."),
    TOO_LARGE(413, Effect.NONE, "The body is larger than 1 MiB."),
    KEY_REUSED(422, Effect.NONE, "The key was used before, for something else."),
    ACCOUNTS_MUST_DIFFER(422, Effect.NONE, "A transfer needs two different accounts."),
    AMOUNT_MUST_BE_POSITIVE(422, Effect.NONE, "A transfer moves more than nothing."),
    FROM_NOT_FOUND(422, Effect.REFUSED, "There is no such account to pay from."),
    FROM_CURRENCY_MISMATCH(422, Effect.REFUSED, "The paying account has another currency."),
    FROM_CLOSED(422, Effect.REFUSED, "The paying account is closed."),
    FROM_FROZEN(422, Effect.REFUSED, "The paying account is frozen."),
    INSUFFICIENT_FUNDS(422, Effect.REFUSED, "The paying account has less available than that."),
    TO_NOT_FOUND(422, Effect.REFUSED, "There is no such account to pay to."),
    TO_CURRENCY_MISMATCH(422, Effect.REFUSED, "The receiving account has another currency."),
    TO_CLOSED(422, Effect.REFUSED, "The receiving account is closed."),
    BALANCE_OVERFLOW(422, Effect.REFUSED, "The receiving account cannot hold that much."),
    BATCH_REFUSED(
            422, Effect.NONE, "One transfer of the atomic batch is refused, so none is made."),
    ACCOUNT_NOT_EMPTY(409, Effect.NONE, "Only an account with a balance of zero can be closed."),
    ACCOUNT_HAS_HOLDS(409, Effect.NONE, "Something of the account is held for a payment."),
    ACCOUNT_HAS_PROMISES(
            409, Effect.NONE, "Other regions were promised that this account will receive money."),
    STATE_FINAL(409, Effect.NONE, "A closed account does not change any more."),
    LIMIT_BELOW_BALANCE(409, Effect.NONE, "The account is overdrawn by more than this limit."),
    REVISION_MISMATCH(412, Effect.NONE, "The account was changed since this revision."),
    PRECONDITION_REQUIRED(428, Effect.NONE, "If-Match with the account's revision is required."),
    OVERLOADED(503, Effect.NONE, "Too much is waiting already."),
    REGION_UNAVAILABLE(503, Effect.NONE, "Another region that this needs cannot be reached."),
    DATABASE_UNAVAILABLE(503, Effect.NONE, "The database of the region cannot be reached."),
    OUTCOME_UNKNOWN(504, Effect.UNKNOWN, "It is not known what became of the request."),
    INTERNAL(500, Effect.UNKNOWN, "A defect: please report it with the time of the request.");

    /// What a request with this reason has done to the books.
    public enum Effect {
        /// Recorded under its key, and final.
        REFUSED,
        /// This attempt did nothing and recorded nothing.
        NONE,
        /// Nobody can say yet: repeat it with the same key.
        UNKNOWN;

        /// The word of the wire.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final int status;
    private final Effect effect;
    private final String detail;
    private final String title;
    private final String slug;

    Reason(int status, Effect effect, String detail) {
        this.status = status;
        this.effect = effect;
        this.detail = detail;
        String words = name().toLowerCase(Locale.ROOT).replace('_', ' ');
        this.title = Character.toUpperCase(words.charAt(0)) + words.substring(1);
        this.slug = words.replace(' ', '-');
    }

    /// The HTTP status.
    public int status() {
        return status;
    }

    /// Whether a request with this reason has changed or recorded anything.
    public Effect effect() {
        return effect;
    }

    /// One sentence for people. Part of recorded answers: it never changes.
    public String detail() {
        return detail;
    }

    /// The name as words: `Insufficient funds`.
    public String title() {
        return title;
    }

    /// The name as the last part of a problem's type: `insufficient-funds`.
    public String slug() {
        return slug;
    }

    /// Whether the same request may succeed later without a change of anything by the caller.
    public boolean retryable() {
        return status >= 500;
    }

    /// How long to wait before that, in milliseconds; 0 where there is no advice.
    public long retryAfterMillis() {
        return switch (this) {
            case OVERLOADED -> 1_000;
            case REGION_UNAVAILABLE, DATABASE_UNAVAILABLE -> 2_000;
            default -> 0;
        };
    }
}
