package dev.nostro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostro.it.MatrixCase;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The page of the crash matrix has a row for each failpoint that there is: whoever adds one has to
/// run the matrix again.
final class CrashMatrixDocTest {

    @Test
    void thePageHasEveryFailpoint() {
        List<String> cases = MatrixCase.all().stream().map(MatrixCase::toString).toList();
        List<String> page = cases(Project.text("docs/reference/crash-matrix.md"));
        assertThat(cases).containsAll(page);
        assertThat(page.stream().map(one -> one.split(",")[0]))
                .containsAll(cases.stream().map(one -> one.split(",")[0]).toList());
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
