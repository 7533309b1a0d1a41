package dev.nostro.it;

import dev.nostro.crossing.Failpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// What was seen in the cases of the crash matrix, as the page that `docs/reference` has of it.
final class MatrixPage {

    private static final Path FILE = Path.of("target", "crash-matrix.md");

    private final Map<MatrixCase, Seen> seen = new ConcurrentHashMap<>();

    /// What was seen in one case.
    ///
    /// @param struck which node
    /// @param finished by whom, without the node that was struck
    /// @param quiet from the strike until nothing was in doubt or in flight any more
    /// @param first what clients were told first
    /// @param last what they were told in the end
    record Seen(String struck, String finished, Duration quiet, String first, String last) {}

    void add(MatrixCase one, Seen what) {
        seen.put(one, what);
    }

    /// Writes the page, if every case was seen.
    void write() throws IOException {
        if (seen.keySet().containsAll(MatrixCase.all())) {
            Files.writeString(FILE, text(LocalDate.now(ZoneOffset.UTC)));
        }
    }

    private String text(LocalDate date) {
        long slowest =
                seen.values().stream().mapToLong(each -> each.quiet().toMillis()).max().orElse(0);
        return """
        # The crash matrix

        Every [failpoint](../concepts/failures.md#the-crash-matrix) of a crossing with every \
        strike, as `CrashMatrixIT` saw it.
        Generated on %s by

        ```bash
        ./mvnw verify -Dtest=NONE -Dsurefire.failIfNoSpecifiedTests=false -DexcludedGroups= \\
          -Dit.test=CrashMatrixIT && cp target/crash-matrix.md docs/reference/crash-matrix.md
        ```

        as does `./nostro test --all`, which runs everything else besides.

        %d cases, all passed. The longest time from the strike until nothing was in doubt or \
        in flight any
        more, without the node that was struck, was %d ms.

        - *coordinator*: `eu 0`, whom the client asked, or the node of eu that answers the
          question how a crossing ended. *participant*: the node of us that last had to do
          with the crossing, `us 0` where none had. A node of the failpoint's own side is
          struck right there; is the other side meant, then the node at the failpoint stands
          still until the other is struck, and goes on.
        - *finished by*: what was logged about the crossings under way, by whom, from the
          strike until all was quiet. The node that was struck had not come back. A region that
          drops its promises logs `booked` too: it has booked nothing.
        - *quiet after*: so long until nothing was in doubt or in flight.
        - *first answers*: to a batch of payments from eu to us and others in both
          directions; `lost` is a connection that broke. Afterwards each key was asked again
          in both regions: each had its one final answer, equal to what was told before.

        The four failpoints of transfers that wait (`BEFORE_QUEUED` to `AFTER_EXPIRED`) are not on
        this page: the other region has to be away for them, and `QueueCrashIT` kills or pauses
        the paying region's node there.

        | failpoint | strike | struck | finished by | quiet after | first answers | final answers |
        |---|---|---|---|---|---|---|
        %s
        """
                .formatted(date, seen.size(), slowest, rows());
    }

    private String rows() {
        return seen.entrySet().stream()
                .sorted(
                        Map.Entry.comparingByKey(
                                Comparator.<MatrixCase, Failpoint>comparing(MatrixCase::at)
                                        .thenComparing(MatrixCase::strike)))
                .map(each -> row(each.getKey(), each.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static String row(MatrixCase one, Seen what) {
        return "| `%s` | %s | %s | %s | %d ms | %s | %s |"
                .formatted(
                        one.at(),
                        one.strike().words(),
                        what.struck(),
                        what.finished().isEmpty() ? "nothing was left to do" : what.finished(),
                        what.quiet().toMillis(),
                        what.first(),
                        what.last());
    }
}
