package dev.nostro.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostro.account.AccountId;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What each reason says of itself. Its place among the others is tested with the page on reasons.
final class ReasonTest {

    private static final Command.Transfer TRANSFER =
            Sent.transfer("k", AccountId.of("eu-195"), AccountId.of("eu-292"), 1);

    @ParameterizedTest
    @EnumSource(Reason.class)
    void hasANameInEachFormAndASentence(Reason reason) {
        assertThat(reason.slug()).matches("[a-z]+(-[a-z]+)*");
        assertThat(reason.title().toUpperCase(Locale.ROOT).replace(' ', '_'))
                .isEqualTo(reason.name());
        assertThat(reason.detail()).matches("[A-Z].*[^ ]\\.");
    }

    @Test
    void isWrittenAsPeopleAndAddressesWantIt() {
        assertThat(Reason.INSUFFICIENT_FUNDS.title()).isEqualTo("Insufficient funds");
        assertThat(Reason.INSUFFICIENT_FUNDS.slug()).isEqualTo("insufficient-funds");
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void isRetryableOnlyWhereNothingWasDecided(Reason reason) {
        assertThat(reason.retryable()).isEqualTo(reason.status() >= 500);
        if (reason.retryable()) {
            assertThat(reason.effect()).isNotEqualTo(Reason.Effect.REFUSED);
        }
        if (reason.effect() == Reason.Effect.UNKNOWN) {
            assertThat(reason.retryable()).isTrue();
        }
        assertThat(reason.retryAfterMillis() > 0).isEqualTo(reason.status() == 503);
    }

    /// A reason that is final for its key is recorded, any other one cannot be.
    @ParameterizedTest
    @EnumSource(Reason.class)
    void isRecordedExactlyWhereItIsFinal(Reason reason) {
        if (reason.effect() == Reason.Effect.REFUSED) {
            assertThat(new Outcome.Refused(TRANSFER, PaperBooks.NOON, reason).reason())
                    .isEqualTo(reason);
            assertThatThrownBy(() -> new Outcome.Declined(reason))
                    .isInstanceOf(IllegalArgumentException.class);
        } else {
            assertThat(new Outcome.Declined(reason).reason()).isEqualTo(reason);
            assertThatThrownBy(() -> new Outcome.Refused(TRANSFER, PaperBooks.NOON, reason))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
