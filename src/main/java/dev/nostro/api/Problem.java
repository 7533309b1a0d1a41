package dev.nostro.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.nostro.transfer.Reason;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A refusal (RFC 9457). The last four fields are there only where they say something.
@Schema(name = "Problem")
record Problem(
        @Schema(examples = "https://nostro.dev/problems/insufficient-funds") String type,
        String title,
        int status,
        String detail,
        String instance,
        String reason,
        @Schema(enumeration = {"refused", "none", "unknown"}) String outcome,
        boolean retryable,
        @Nullable Long retryAfterMs,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Malformed.FieldError> errors,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> conflicts,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String transfer,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String account,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Culprit culprit) {

    static final String MEDIA_TYPE = "application/problem+json";
    private static final String TYPES = "https://nostro.dev/problems/";

    /// The transfer for which an atomic batch was refused.
    @Schema(name = "Culprit")
    record Culprit(int index, String idempotencyKey, String reason, String detail) {}

    static Problem of(Reason reason, String instance) {
        return of(reason, reason.status(), instance);
    }

    /// With another status than the reason's usual one.
    static Problem of(Reason reason, int status, String instance) {
        return new Problem(
                TYPES + reason.slug(),
                reason.title(),
                status,
                reason.detail(),
                instance,
                reason.name(),
                reason.effect().word(),
                reason.retryable(),
                reason.retryAfterMillis() == 0 ? null : reason.retryAfterMillis(),
                null,
                null,
                null,
                null,
                null);
    }

    Problem withErrors(List<Malformed.FieldError> wrong) {
        return with(wrong, null, null, null, null);
    }

    /// The first use of a key is a transfer or an account.
    Problem withConflicts(
            List<String> fields, @Nullable String firstTransfer, @Nullable String firstAccount) {
        return with(null, fields, firstTransfer, firstAccount, null);
    }

    Problem withCulprit(Culprit named) {
        return with(null, null, null, null, named);
    }

    private Problem with(
            @Nullable List<Malformed.FieldError> wrong,
            @Nullable List<String> fields,
            @Nullable String firstTransfer,
            @Nullable String firstAccount,
            @Nullable Culprit named) {
        return new Problem(
                type,
                title,
                status,
                detail,
                instance,
                reason,
                outcome,
                retryable,
                retryAfterMs,
                wrong,
                fields,
                firstTransfer,
                firstAccount,
                named);
    }
}
