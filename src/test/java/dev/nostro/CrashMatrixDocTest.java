package dev.nostro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostro.it.MatrixCase;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The page of the crash matrix has a row for each failpoint and each strike that there is: whoever
/// adds one has to run the matrix again.
final class CrashMatrixDocTest {

    @Test
    void thePageHasEveryCase() {
        List<String> cases = MatrixCase.all().stream().map(MatrixCase::toString).toList();
        assertThat(cases(Project.text("docs/reference/crash-matrix.md")))
                .containsExactlyElementsOf(cases);
    }

    @Test
    void aCaseOnThePageIsSeen() {
        assertThat(cases("| a | b | c |\n|---|---|---|\n| `X` | node killed | eu 0 |"))
                .containsExactly("X, node killed");
    }

    private static List<String> cases(String page) {
        return new Markdown(page)
                .rows().stream().map(row -> row.get(0) + ", " + row.get(1)).toList();
    }
}
