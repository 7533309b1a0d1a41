package dev.nostro.money;

import java.util.Currency;
import java.util.Optional;

/// An exact amount in minor units (cents, yen) of one currency.
///
/// There is no arithmetic here: balances are added by the account that has them, checked against
/// its own bounds. The text form has exactly the currency's minor digits: `125.00` EUR, `125` JPY.
public record Money(long minor, Currency currency) {

    /// The largest balance and the largest amount of any currency: 16 digits before the point, and
    /// never so large that a balance plus an overdraft limit leaves 64 bits.
    private static final long LARGEST = 4_000_000_000_000_000_000L;

    private static final int INTEGER_DIGITS = 16;

    /// The currency with this ISO 4217 code, if the JDK knows one that is counted in minor units.
    public static Optional<Currency> currency(String code) {
        try {
            Currency currency = Currency.getInstance(code);
            return currency.getDefaultFractionDigits() < 0
                    ? Optional.empty()
                    : Optional.of(currency);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// The largest amount, in minor units, that an account of this currency can hold.
    public static long largest(Currency currency) {
        return switch (currency.getDefaultFractionDigits()) {
            case 0 -> 9_999_999_999_999_999L;
            case 1 -> 99_999_999_999_999_999L;
            case 2 -> 999_999_999_999_999_999L;
            default -> LARGEST;
        };
    }

    /// Reads `-?(0|[1-9][0-9]{0,15})(\.[0-9]{n})?`, ASCII, with exactly the currency's n minor
    /// digits; empty for anything else and for what is too large to be held.
    public static Optional<Money> parse(String text, Currency currency) {
        int start = text.startsWith("-") ? 1 : 0;
        int minorDigits = currency.getDefaultFractionDigits();
        int point = minorDigits == 0 ? text.length() : text.length() - minorDigits - 1;
        int integerDigits = point - start;
        if (integerDigits < 1 || integerDigits > INTEGER_DIGITS) {
            return Optional.empty();
        }
        if (text.charAt(start) == '0' && integerDigits > 1) {
            return Optional.empty();
        }
        long minor = 0;
        for (int at = start; at < text.length(); at++) {
            char c = text.charAt(at);
            if (at == point) {
                if (c != '.') {
                    return Optional.empty();
                }
                continue;
            }
            if (c < '0' || c > '9') {
                return Optional.empty();
            }
            if (minor > LARGEST / 10) {
                return Optional.empty();
            }
            minor = minor * 10 + (c - '0');
        }
        if (minor > largest(currency)) {
            return Optional.empty();
        }
        return Optional.of(new Money(start == 1 ? -minor : minor, currency));
    }

    /// The text form of an amount in minor units.
    public static String format(long minor, Currency currency) {
        int minorDigits = currency.getDefaultFractionDigits();
        String digits = Long.toString(Math.absExact(minor));
        String sign = minor < 0 ? "-" : "";
        if (minorDigits == 0) {
            return sign + digits;
        }
        String padded = "0".repeat(Math.max(0, minorDigits + 1 - digits.length())) + digits;
        int point = padded.length() - minorDigits;
        return sign + padded.substring(0, point) + "." + padded.substring(point);
    }

    @Override
    public String toString() {
        return format(minor, currency);
    }
}
