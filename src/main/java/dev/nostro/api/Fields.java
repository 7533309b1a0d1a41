package dev.nostro.api;

import dev.nostro.account.AccountId;
import dev.nostro.api.Malformed.FieldError;
import dev.nostro.money.Money;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Checks the fields of one request and gathers all that is wrong with them, so that a caller
/// learns of every mistake at once. What a check gives for a wrong field is a placeholder: [#done]
/// throws before anybody can use it.
final class Fields {

    static final int TEXT = 140;
    private static final int ID = 255;
    private static final int LABELS = 32;
    private static final int LABEL_NAME = 64;
    private static final int LABEL_VALUE = 512;
    private static final Currency SOME = Currency.getInstance("EUR");

    private final List<FieldError> errors = new ArrayList<>();

    void wrong(String field, String message) {
        errors.add(new FieldError(field, message));
    }

    /// Ends the checks.
    void done() {
        if (!errors.isEmpty()) {
            throw new Malformed(errors);
        }
    }

    private boolean present(String field, @Nullable Object value) {
        if (value == null) {
            wrong(field, "is required");
        }
        return value != null;
    }

    AccountId account(String field, @Nullable String id) {
        if (!present(field, id) || id == null) {
            return AccountId.of("");
        }
        text(field, id, ID);
        return AccountId.of(id);
    }

    String required(String field, @Nullable String value) {
        return present(field, value) && value != null ? value : "";
    }

    Currency currency(String field, @Nullable String code) {
        if (!present(field, code) || code == null) {
            return SOME;
        }
        Optional<Currency> currency = Money.currency(code);
        if (currency.isEmpty()) {
            wrong(field, "is not an ISO 4217 code that is known here");
        }
        return currency.orElse(SOME);
    }

    Money amount(String field, @Nullable String text, Currency currency) {
        if (!present(field, text) || text == null) {
            return new Money(0, currency);
        }
        Optional<Money> amount = Money.parse(text, currency);
        if (amount.isEmpty()) {
            wrong(
                    field,
                    "must be text like \"%s\" with at most 16 digits before the point"
                            .formatted(Money.format(12_500, currency)));
        }
        return amount.orElse(new Money(0, currency));
    }

    /// A limit is an amount that is not negative.
    long limit(String field, @Nullable String text, Currency currency) {
        long limit = text == null ? 0 : amount(field, text, currency).minor();
        if (limit < 0) {
            wrong(field, "must not be negative");
        }
        return Math.max(limit, 0);
    }

    @Nullable String text(String field, @Nullable String value, int longest) {
        if (value != null) {
            if (value.codePointCount(0, value.length()) > longest) {
                wrong(field, "has more than " + longest + " characters");
            } else if (value.chars().anyMatch(Character::isISOControl)) {
                wrong(field, "has a control character");
            } else if (!wellFormed(value)) {
                wrong(field, "has half a surrogate pair");
            }
        }
        return value;
    }

    Map<String, String> metadata(String field, @Nullable Map<String, @Nullable String> labels) {
        if (labels == null) {
            return Map.of();
        }
        if (labels.size() > LABELS) {
            wrong(field, "has more than " + LABELS + " entries");
        }
        Map<String, String> checked = new LinkedHashMap<>();
        labels.forEach((name, value) -> checked.put(name, label(field, name, value)));
        return checked;
    }

    private String label(String field, String name, @Nullable String value) {
        if (name.codePointCount(0, name.length()) > LABEL_NAME || !wellFormed(name)) {
            wrong(field, "has a name of more than " + LABEL_NAME + " characters, or half of one");
        }
        if (value == null
                || value.codePointCount(0, value.length()) > LABEL_VALUE
                || !wellFormed(value)) {
            wrong(
                    field + "." + name.substring(0, Math.min(name.length(), LABEL_NAME)),
                    "must be text of at most " + LABEL_VALUE + " characters");
        }
        return value == null ? "" : value;
    }

    /// One of a set of words; null where it is absent.
    <T> @Nullable T word(
            String field, @Nullable String word, Function<String, Optional<T>> meaning) {
        if (word == null) {
            return null;
        }
        Optional<T> value = meaning.apply(word);
        if (value.isEmpty()) {
            wrong(field, "is not one of its words");
        }
        return value.orElse(null);
    }

    private static boolean wellFormed(String text) {
        return text.codePoints()
                .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
