package dev.nostro.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostro.transfer.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Idempotency keys: 1 to 255 visible ASCII characters.
final class KeysTest {

    @Test
    void takesEveryVisibleCharacterAndUpTo255OfThem() {
        for (char c = '!'; c <= '~'; c++) {
            assertThat(Keys.checked("" + c)).hasSize(1);
        }
        assertThat(Keys.checked("k".repeat(255))).hasSize(255);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a\tb",
                "a\n",
                "\u0000",
                "\u007F",
                "\u0080",
                "\u00E9",
                "\u20AC",
                "\uD83D\uDE00",
                "\uFF21"
            })
    void takesNoOtherCharacter(String key) {
        assertRefused(key, Reason.KEY_INVALID);
    }

    @Test
    void takesNoLongerKey() {
        assertRefused("k".repeat(256), Reason.KEY_INVALID);
    }

    @Test
    void saysThatThereIsNone() {
        assertThatThrownBy(() -> Keys.checked(null))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(Reason.KEY_MISSING));
    }

    private static void assertRefused(String key, Reason reason) {
        assertThatThrownBy(() -> Keys.checked(key))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }
}
