package dev.nostro;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The page on metrics lists the metrics that the code counts, and no others.
final class MetricsDocTest {
    private static final Pattern NAME = Pattern.compile("\"(nostro\\.[a-z.]+)\"");

    @Test
    void thePageListsEveryMetric() {
        assertThat(listed(Project.text("docs/reference/metrics.md")))
                .containsExactlyInAnyOrderElementsOf(
                        SourceFile.under("src/main/java").stream()
                                .flatMap(MetricsDocTest::counted)
                                .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void aMissingMetricIsSeen() {
        String source =
                """
                import io.micrometer.core.instrument.MeterRegistry;
                class A { void a(MeterRegistry r) { r.counter("nostro.new"); } }
                """;
        assertThat(counted(SourceFile.parse(Path.of("A.java"), source)))
                .containsExactly("nostro.new");
        assertThat(listed("| metric |\n|--|\n| `nostro.old` |")).containsExactly("nostro.old");
    }

    private static Stream<String> counted(SourceFile source) {
        return source.text().contains("import io.micrometer.")
                ? NAME.matcher(source.text()).results().map((MatchResult name) -> name.group(1))
                : Stream.empty();
    }

    private static List<String> listed(String page) {
        return new Markdown(page)
                .rows().stream()
                        .map(List::getFirst)
                        .filter(name -> name.startsWith("nostro."))
                        .toList();
    }
}
