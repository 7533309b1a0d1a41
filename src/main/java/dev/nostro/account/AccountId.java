package dev.nostro.account;

import dev.nostro.region.RegionId;

/// The id of an account as somebody wrote it: the home region, a dash, and the account's number.
///
/// A number carries two check digits (ISO 7064 mod 97-10, the arithmetic of an IBAN), so a mistyped
/// digit names nobody instead of somebody else. Text of any other form is an id too: it names
/// nothing, and its [#number] is [#NOTHING].
public record AccountId(String text, long number) {

    /// The number of an id that can name no account.
    public static final long NOTHING = 0;

    private static final int CHECK_MODULUS = 97;
    private static final int CHECK_SHIFT = 100;

    /// 18 digits always fit in 64 bits.
    private static final int MAX_DIGITS = 18;

    /// The id with the text as it was sent, whatever its form.
    public static AccountId of(String text) {
        return new AccountId(text, numberIn(text));
    }

    /// The id of an account that exists.
    public static AccountId of(RegionId home, long number) {
        return new AccountId(home.name() + "-" + number, number);
    }

    /// The account number for the n-th account of a region, its check digits appended.
    public static long numbered(long ordinal) {
        long shifted = Math.multiplyExact(ordinal, CHECK_SHIFT);
        return shifted + (CHECK_MODULUS + 1 - shifted % CHECK_MODULUS);
    }

    /// The region that the text begins with; it may be one that nobody knows.
    public String region() {
        return RegionId.prefixOf(text);
    }

    private static long numberIn(String text) {
        int start = text.indexOf('-') + 1;
        int digits = text.length() - start;
        if (start == 0 || digits == 0 || digits > MAX_DIGITS || text.charAt(start) == '0') {
            return NOTHING;
        }
        long number = 0;
        for (int at = start; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c < '0' || c > '9') {
                return NOTHING;
            }
            number = number * 10 + (c - '0');
        }
        return number % CHECK_MODULUS == 1 ? number : NOTHING;
    }

    @Override
    public String toString() {
        return text;
    }
}
