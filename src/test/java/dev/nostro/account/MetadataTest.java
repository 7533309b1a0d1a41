package dev.nostro.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Labels as they are kept: first answers are made from them again, so the text is for ever.
final class MetadataTest {

    @Test
    void keepsTheOrder() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("z", "1");
        labels.put("a", "2");
        labels.put("m", "");

        assertThat(Metadata.write(labels)).isEqualTo("{\"z\":\"1\",\"a\":\"2\",\"m\":\"\"}");
        assertThat(Metadata.read(Metadata.write(labels))).containsExactlyEntriesOf(labels);
    }

    @Test
    void keepsNothingWhereThereIsNothing() {
        assertThat(Metadata.write(Map.of())).isNull();
        assertThat(Metadata.read(null)).isEmpty();
    }

    @Test
    void keepsEveryCharacterInTextThatAnyDatabaseTakes() {
        Map<String, String> labels = Map.of("k\"\\", "a\u0000b\n\u20AC\uD83D\uDE00");
        String kept = Metadata.write(labels);

        assertThat(kept).isNotNull().doesNotContain("\u0000", "\n");
        assertThat(Metadata.read(kept)).isEqualTo(labels);
    }

    @Test
    void saysLoudlyThatTheBooksAreNotWhatItWrote() {
        assertThatThrownBy(() -> Metadata.read("[]")).isInstanceOf(IllegalStateException.class);
    }
}
