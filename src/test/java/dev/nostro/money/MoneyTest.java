package dev.nostro.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Amounts as text: the form that the contract allows, and no other.
final class MoneyTest {

    private static final long SEED = 20_260_131;
    private static final int ROUNDS = 20_000;

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final List<Currency> CURRENCIES =
            List.of(
                    EUR,
                    Currency.getInstance("JPY"),
                    Currency.getInstance("KWD"),
                    Currency.getInstance("CLF"));

    @ParameterizedTest
    @CsvSource({
        "EUR, 0.00, 0",
        "EUR, 0.01, 1",
        "EUR, 1.00, 100",
        "EUR, 125.00, 12500",
        "EUR, -125.99, -12599",
        "EUR, -0.00, 0",
        "EUR, 9999999999999999.99, 999999999999999999",
        "EUR, -9999999999999999.99, -999999999999999999",
        "JPY, 0, 0",
        "JPY, 125, 125",
        "JPY, -7, -7",
        "JPY, 9999999999999999, 9999999999999999",
        "KWD, 0.001, 1",
        "KWD, 10.000, 10000",
        "KWD, 4000000000000000.000, 4000000000000000000",
        "KWD, -4000000000000000.000, -4000000000000000000",
        "CLF, 0.0001, 1",
        "CLF, 400000000000000.0000, 4000000000000000000",
    })
    void readsExactlyTheMinorDigitsOfTheCurrency(Currency currency, String text, long minor) {
        assertThat(Money.parse(text, currency)).contains(new Money(minor, currency));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".",
                "-.",
                ".00",
                "-.50",
                "1",
                "1.",
                "1.0",
                "1.005",
                "1,00",
                "1e3",
                "1e3.00",
                "1.e3",
                "0x1.00",
                "+1.00",
                "--1.00",
                "1-.00",
                "1.0-",
                "01.00",
                "00.00",
                "-01.00",
                " 1.00",
                "1.00 ",
                "1.00\n",
                "1 000.00",
                "1_000.00",
                "1.00.00",
                "1..00",
                "NaN",
                "Infinity",
                "null",
                "\u0661.\u0660\u0660",
                "1\uFF0E00",
                "\uFF11.00",
                "\u221201.00",
                "12345678901234567.00",
                "10000000000000000.00",
                "99999999999999999999999999999999.00",
            })
    void readsNothingElse(String text) {
        assertThat(Money.parse(text, EUR)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "JPY, 1.00",
        "JPY, 1.",
        "JPY, 10000000000000000",
        "KWD, 1.00",
        "KWD, 1.0000",
        "KWD, 4000000000000000.001",
        "KWD, -4000000000000000.001",
        "KWD, 9999999999999999.999",
        "CLF, 1.000",
        "CLF, 400000000000000.0001",
        "CLF, 9999999999999999.9999",
    })
    void readsNoOtherNumberOfDigitsAndNothingTooLarge(Currency currency, String text) {
        assertThat(Money.parse(text, currency)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "EUR, 0, 0.00",
        "EUR, 5, 0.05",
        "EUR, -5, -0.05",
        "EUR, 12500, 125.00",
        "JPY, 125, 125",
        "JPY, -1, -1",
        "KWD, 1, 0.001",
        "CLF, -12345, -1.2345",
    })
    void writesExactlyTheMinorDigitsOfTheCurrency(Currency currency, long minor, String text) {
        assertThat(Money.format(minor, currency)).isEqualTo(text);
        assertThat(new Money(minor, currency)).hasToString(text);
    }

    @Test
    void readsWhatItHasWritten() {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            Currency currency = CURRENCIES.get(random.nextInt(CURRENCIES.size()));
            long largest = Money.largest(currency);
            long minor = random.nextLong(-largest, largest + 1) >> random.nextInt(Long.SIZE - 1);
            String text = Money.format(minor, currency);
            assertThat(Money.parse(text, currency)).contains(new Money(minor, currency));
        }
    }

    @Test
    void readsTheLargestOfEachCurrencyAndNothingBeyond() {
        for (Currency currency : CURRENCIES) {
            long largest = Money.largest(currency);
            assertThat(Money.parse(Money.format(largest, currency), currency))
                    .contains(new Money(largest, currency));
            assertThat(Money.parse(Money.format(largest + 1, currency), currency)).isEmpty();
        }
    }

    @Test
    void agreesWithTheExpressionOfTheContract() {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            Currency currency = CURRENCIES.get(random.nextInt(CURRENCIES.size()));
            String text = almostAnAmount(random, currency);
            assertThat(Money.parse(text, currency))
                    .as("seed %d: %s %s", SEED, currency, text)
                    .isEqualTo(byTheContract(text, currency));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EUR", "JPY", "KWD", "CLF", "USD"})
    void knowsTheCurrenciesOfTheStandard(String code) {
        assertThat(Money.currency(code)).contains(Currency.getInstance(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "E", "eur", "EURO", "ZZZ", "XTS", "XAU", "\u20AC", "EUR "})
    void knowsNoCurrencyThatCannotBeCounted(String code) {
        assertThat(Money.currency(code)).isEmpty();
    }

    private static String almostAnAmount(RandomGenerator random, Currency currency) {
        StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "-" : "");
        text.append(digits(random, random.nextInt(19)));
        if (random.nextInt(10) > 0) {
            text.append(currency.getDefaultFractionDigits() == 0 ? "" : ".");
            text.append(digits(random, currency.getDefaultFractionDigits()));
        }
        if (random.nextInt(5) == 0 && !text.isEmpty()) {
            String strange = "0.-+e \u0663";
            text.setCharAt(
                    random.nextInt(text.length()),
                    strange.charAt(random.nextInt(strange.length())));
        }
        return text.toString();
    }

    private static String digits(RandomGenerator random, int count) {
        return random.ints(count, 0, 10)
                .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                .toString();
    }

    private static Optional<Money> byTheContract(String text, Currency currency) {
        int n = currency.getDefaultFractionDigits();
        String fraction = n == 0 ? "" : "\\.[0-9]{" + n + "}";
        if (!Pattern.matches("-?(0|[1-9][0-9]{0,15})" + fraction, text)) {
            return Optional.empty();
        }
        BigInteger minor = new BigDecimal(text).unscaledValue();
        boolean fits = minor.abs().compareTo(BigInteger.valueOf(Money.largest(currency))) <= 0;
        return fits ? Optional.of(new Money(minor.longValueExact(), currency)) : Optional.empty();
    }
}
