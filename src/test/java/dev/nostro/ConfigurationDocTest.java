package dev.nostro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The page on configuration and the code have the same keys with the same defaults.
final class ConfigurationDocTest {
    private static final List<List<String>> ROWS =
            new Markdown(Project.text("docs/reference/configuration.md")).rows();

    @Test
    void thePageListsOurKeysAndDefaults() {
        Map<String, String> listed =
                ROWS.stream()
                        .filter(row -> row.getFirst().startsWith("nostro."))
                        .collect(
                                Collectors.toMap(
                                        List::getFirst,
                                        row -> row.get(1),
                                        (a, _) -> a,
                                        TreeMap::new));
        assertThat(listed).isEqualTo(ConfigurationKeys.ours());
    }

    @Test
    void everyListedKeyIsRead() {
        assertThat(
                        ROWS.stream()
                                .map(List::getFirst)
                                .filter(key -> key.matches("(nostro|quarkus)\\..*"))
                                .map(ConfigurationKeys::environmentName))
                .isNotEmpty()
                .isSubsetOf(ConfigurationKeys.environment());
    }
}
