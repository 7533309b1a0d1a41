package dev.nostro.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nostro.account.AccountKind;
import dev.nostro.account.AccountState;
import dev.nostro.money.Money;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Checks of fields: all that is wrong is told at once, and each by its name.
final class FieldsTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final String SMILE = "\uD83D\uDE00";
    private static final String HALF = "\uD83D";

    private final Fields fields = new Fields();

    @Test
    void saysNothingWhereNothingIsWrong() {
        assertThat(fields.account("from", "eu-195").number()).isEqualTo(195);
        assertThat(fields.account("to", "of any form").text()).isEqualTo("of any form");
        assertThat(fields.required("region", "eu")).isEqualTo("eu");
        assertThat(fields.currency("currency", "EUR")).isEqualTo(EUR);
        assertThat(fields.amount("amount", "1.25", EUR)).isEqualTo(new Money(125, EUR));
        assertThat(fields.limit("overdraftLimit", "1.25", EUR)).isEqualTo(125);
        assertThat(fields.text("name", "Alice", 5)).isEqualTo("Alice");
        assertThat(fields.word("kind", "internal", AccountKind::of))
                .isEqualTo(AccountKind.INTERNAL);

        assertThat(errors()).isEmpty();
    }

    @Test
    void takesWhatIsOptionalAsAbsent() {
        assertThat(fields.limit("overdraftLimit", null, EUR)).isZero();
        assertThat(fields.text("name", null, 5)).isNull();
        assertThat(fields.metadata("metadata", null)).isEmpty();
        assertThat(fields.word("kind", null, AccountKind::of)).isNull();

        assertThat(errors()).isEmpty();
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        fields.account("from", null);
        fields.required("region", null);
        fields.currency("currency", "XAU");
        fields.amount("amount", "1e3", EUR);
        fields.limit("overdraftLimit", "-0.01", EUR);
        fields.text("name", "a\nb", 5);
        fields.word("state", "gone", AccountState::of);

        assertThat(errors())
                .extracting(Malformed.FieldError::field)
                .containsExactly(
                        "from", "region", "currency", "amount", "overdraftLimit", "name", "state");
    }

    @Test
    void showsTheFormOfAnAmountInItsCurrency() {
        fields.amount("amount", "12.5", EUR);
        fields.amount("amount", "12.5", Currency.getInstance("JPY"));
        fields.amount("amount", null, EUR);

        assertThat(errors().get(0).message()).contains("\"125.00\"");
        assertThat(errors().get(1).message()).contains("\"12500\"");
        assertThat(errors().get(2).message()).isEqualTo("is required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.00", "0.01", "9999999999999999.99"})
    void takesALimitThatIsNotNegative(String limit) {
        assertThat(fields.limit("overdraftLimit", limit, EUR)).isNotNegative();

        assertThat(errors()).isEmpty();
    }

    @Test
    void countsCharactersAsPeopleDo() {
        fields.text("name", SMILE.repeat(140), Fields.TEXT);
        assertThat(errors()).isEmpty();

        fields.text("name", SMILE.repeat(141), Fields.TEXT);
        assertThat(errors()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "a\tb", "a\r", "\u007F", "\u0085", HALF, "a" + HALF + "b"})
    void takesNoControlCharacterAndNoHalfOne(String text) {
        fields.text("reference", text, Fields.TEXT);

        assertThat(errors()).hasSize(1).first().extracting("field").isEqualTo("reference");
    }

    @Test
    void bindsIdsToALength() {
        fields.account("from", "x".repeat(255));
        assertThat(errors()).isEmpty();

        fields.account("from", "x".repeat(256));
        assertThat(errors()).hasSize(1);
    }

    @Test
    void keepsLabelsInTheirOrder() {
        Map<String, @Nullable String> labels = new LinkedHashMap<>();
        labels.put("z", "1");
        labels.put("a", "");
        labels.put("", "x");

        assertThat(fields.metadata("metadata", labels).keySet()).containsExactly("z", "a", "");
        assertThat(errors()).isEmpty();
    }

    @Test
    void bindsLabelsToACount() {
        fields.metadata("metadata", labels(32));
        assertThat(errors()).isEmpty();

        fields.metadata("metadata", labels(33));
        assertThat(errors())
                .containsExactly(new Malformed.FieldError("metadata", "has more than 32 entries"));
    }

    @ParameterizedTest
    @CsvSource({"64, 512, 0", "65, 1, 1", "1, 513, 1", "65, 513, 2"})
    void bindsLabelsToALength(int name, int value, int wrong) {
        fields.metadata("metadata", label(SMILE.repeat(name), SMILE.repeat(value)));

        assertThat(errors()).hasSize(wrong);
    }

    @Test
    void takesNoLabelWithoutTextAndNoneOfHalfCharacters() {
        fields.metadata("metadata", label("k", null));
        fields.metadata("metadata", label("k", HALF));
        fields.metadata("metadata", label(HALF, "v"));

        assertThat(errors())
                .extracting(Malformed.FieldError::field)
                .containsExactly("metadata.k", "metadata.k", "metadata");
    }

    /// What is told of a name that is cut in the middle of a character can still be sent.
    @Test
    void tellsAnyErrorInTextThatCanBeSent() {
        fields.metadata("metadata", label("a" + SMILE.repeat(70), null));
        fields.metadata("metadata", label(HALF, null));

        assertThat(errors()).hasSize(4);
        assertThat(Json.write(errors())).isNotEmpty();
    }

    private List<Malformed.FieldError> errors() {
        Malformed malformed = catchThrowableOfType(Malformed.class, fields::done);
        return malformed == null ? List.of() : malformed.errors();
    }

    private static Map<String, @Nullable String> labels(int count) {
        Map<String, @Nullable String> labels = new HashMap<>();
        for (int n = 0; n < count; n++) {
            labels.put("k" + n, "v");
        }
        return labels;
    }

    private static Map<String, @Nullable String> label(String name, @Nullable String value) {
        Map<String, @Nullable String> labels = new HashMap<>();
        labels.put(name, value);
        return labels;
    }
}
