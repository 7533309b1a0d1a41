package dev.nostro.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostro.region.RegionId;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Ids of accounts: a slip of the hand names nobody.
final class AccountIdTest {

    private static final long SEED = 97;
    private static final long LARGEST_ORDINAL = 9_999_999_999_999_999L;
    private static final RegionId EU = new RegionId("eu");

    @ParameterizedTest
    @CsvSource({
        "1, 195",
        "2, 292",
        "97, 9798",
        "12345, 1234520",
        "9999999999999999, 999999999999999912"
    })
    void appendsTwoCheckDigits(long ordinal, long number) {
        assertThat(AccountId.numbered(ordinal))
                .isEqualTo(number)
                .matches(n -> n % 97 == 1)
                .matches(n -> n / 100 == ordinal);
    }

    @Test
    void readsTheIdThatItWrites() {
        ordinals()
                .forEach(ordinal -> {
                    AccountId id = AccountId.of(EU, AccountId.numbered(ordinal));
                    assertThat(AccountId.of(id.text())).isEqualTo(id);
                    assertThat(id.region()).isEqualTo("eu");
                    assertThat(id).hasToString("eu-" + id.number());
                });
    }

    @Test
    void namesNobodyAfterAChangeOfAnyDigit() {
        ordinals()
                .forEach(ordinal -> {
                    String digits = Long.toString(AccountId.numbered(ordinal));
                    for (int at = 0; at < digits.length(); at++) {
                        for (char digit = '0'; digit <= '9'; digit++) {
                            if (digit != digits.charAt(at)) {
                                assertNamesNobody(replaced(digits, at, digit));
                            }
                        }
                    }
                });
    }

    @Test
    void namesNobodyAfterASwapOfNeighbours() {
        ordinals()
                .forEach(ordinal -> {
                    String digits = Long.toString(AccountId.numbered(ordinal));
                    for (int at = 0; at + 1 < digits.length(); at++) {
                        char left = digits.charAt(at);
                        char right = digits.charAt(at + 1);
                        if (left != right) {
                            assertNamesNobody(replaced(replaced(digits, at, right), at + 1, left));
                        }
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "eu",
                "eu-",
                "195",
                "eu195",
                "eu--195",
                "eu-0195",
                "eu- 195",
                "eu-195 ",
                "eu-+195",
                "eu-19.5",
                "eu-0",
                "eu-1234567890123456789",
                "eu-99999999999999999999999999",
                "eu-\u0661\u0669\u0665",
                "eu-8f1d9c52-53e0-8a4c-b0d4-9b1f3f6a7c11",
                "eu-\u0000",
            })
    void takesTextOfAnyFormButFindsNoNumberInIt(String text) {
        AccountId id = AccountId.of(text);

        assertThat(id.number()).isEqualTo(AccountId.NOTHING);
        assertThat(id).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({"eu-195, eu", "us-195, us", "-195, ''", "195, ''", "'', ''", "eu-us-1, eu"})
    void beginsWithARegionThatMayNotExist(String text, String region) {
        assertThat(AccountId.of(text).region()).isEqualTo(region);
    }

    @Test
    void isAnotherOneInAnotherRegion() {
        assertThat(AccountId.of("us-195")).isNotEqualTo(AccountId.of("eu-195"));
    }

    @Test
    void runsOutOfNumbersLoudly() {
        assertThatThrownBy(() -> AccountId.numbered(Long.MAX_VALUE / 100 + 1))
                .isInstanceOf(ArithmeticException.class);
    }

    private static LongStream ordinals() {
        return LongStream.concat(
                LongStream.rangeClosed(1, 300),
                new Random(SEED).longs(200, 1, LARGEST_ORDINAL + 1));
    }

    private static String replaced(String digits, int at, char digit) {
        return digits.substring(0, at) + digit + digits.substring(at + 1);
    }

    private static void assertNamesNobody(String digits) {
        assertThat(AccountId.of("eu-" + digits).number()).as(digits).isEqualTo(AccountId.NOTHING);
    }
}
