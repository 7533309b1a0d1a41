package dev.nostro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostro.transfer.Reason;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The page on reasons and the reasons are the same list: names, order, status and outcome.
final class ReasonsDocTest {
    @Test
    void thePageListsEveryReasonInOrder() {
        assertThat(listed(Project.text("docs/reference/reasons.md")))
                .containsExactlyElementsOf(
                        Stream.of(Reason.values()).map(ReasonsDocTest::line).toList());
    }

    @Test
    void aMistakeOnThePageIsSeen() {
        String page =
                """
                | reason | status | outcome |
                |--|--|--|
                | `KEY_MISSING` | 401 | `none` |
                """;
        assertThat(listed(page))
                .containsExactly(List.of("KEY_MISSING", "401", "none"))
                .doesNotContain(line(Reason.KEY_MISSING));
    }

    private static List<List<String>> listed(String page) {
        return new Markdown(page)
                .rows().stream()
                        .filter(row -> row.getFirst().matches("[A-Z][A-Z_]+"))
                        .map(row -> row.subList(0, 3))
                        .toList();
    }

    private static List<String> line(Reason reason) {
        return List.of(reason.name(), "" + reason.status(), reason.effect().word());
    }
}
