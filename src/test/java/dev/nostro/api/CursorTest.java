package dev.nostro.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where lists go on, as text that callers carry and may spoil.
final class CursorTest {

    private static final long SEED = 20_260_131;
    private static final Position FIRST = new Position(1, new UUID(2, 3));

    private record Position(long number, UUID id) {
        static Position of(String[] parts) {
            return new Position(Cursor.number(parts, 0), Cursor.uuid(parts, 1));
        }

        String cursor() {
            return Cursor.of(number, id);
        }
    }

    @Test
    void readsWhatItGave() {
        Random random = new Random(SEED);
        for (int round = 0; round < 1_000; round++) {
            UUID id = new UUID(random.nextLong(), random.nextLong());
            Position position = new Position(random.nextLong(Long.MAX_VALUE), id);

            assertThat(position.cursor()).matches("[A-Za-z0-9_-]+");
            assertThat(Cursor.read(position.cursor(), 2, FIRST, Position::of)).isEqualTo(position);
        }
    }

    @Test
    void beginsWhereThereIsNone() {
        assertThat(Cursor.read(null, 2, FIRST, Position::of)).isEqualTo(FIRST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "%",
                "====",
                "AA==",
                "\u0661",
                "MQ",
                "MS8y",
                "LTEvMC0wLTAtMC0w",
                "MS8wLTAtMC0wLTAvMg",
                "Ly8v",
                "a+b/",
                "eC95",
                "OTk5OTk5OTk5OTk5OTk5OTk5OTkvMC0wLTAtMC0w"
            })
    void isNotTakenFromAnybodyElse(String garbage) {
        assertThatThrownBy(() -> Cursor.read(garbage, 2, FIRST, Position::of))
                .isInstanceOfSatisfying(
                        Malformed.class,
                        malformed ->
                                assertThat(malformed.errors().getFirst().field())
                                        .isEqualTo("cursor"));
    }

    @Test
    void isNeverADefectWhateverIsSent() {
        Random random = new Random(SEED);
        for (int round = 0; round < 5_000; round++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            String raw = new String(bytes, StandardCharsets.ISO_8859_1);
            String coded = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            for (String garbage : List.of(raw, coded, coded.replace("A", "/"))) {
                assertThatThrownBy(() -> Cursor.read(garbage, 2, FIRST, Position::of))
                        .as("seed %d", SEED)
                        .isInstanceOf(Malformed.class);
            }
        }
    }

    @Test
    void goesOnAfterTheLastOfAPageUnlessThatIsTheEnd() {
        assertThat(page(List.of("a", "b", "c"), 2))
                .isEqualTo(new Cursor.Page<>(List.of("A", "B"), "after b"));
        assertThat(page(List.of("a", "b"), 2))
                .isEqualTo(new Cursor.Page<>(List.of("A", "B"), null));
        assertThat(page(List.of(), 2)).isEqualTo(new Cursor.Page<>(List.of(), null));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "50, 50", "1000, 1000", ", 50"})
    void takesALimitWithinBounds(@Nullable String text, int limit) {
        assertThat(Cursor.limit(text)).isEqualTo(limit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "1001", "1e2", "ten", " 5", "5.0", "99999999999999"})
    void takesNoOtherLimit(String text) {
        assertThatThrownBy(() -> Cursor.limit(text)).isInstanceOf(Malformed.class);
    }

    private static Cursor.Page<String> page(List<String> found, int limit) {
        return Cursor.Page.of(
                found, limit, item -> item.toUpperCase(Locale.ROOT), item -> "after " + item);
    }
}
