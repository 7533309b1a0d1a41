package dev.nostro.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostro.audit.Differences.Search;
import dev.nostro.audit.SettlementBooks.Counterpart;
import dev.nostro.audit.SettlementRows.Line;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// On which transfers two regions do not agree.
final class DifferencesTest {

    private static final Instant BEGAN = Instant.parse("2026-11-23T09:00:00Z");
    private static final Instant BEFORE = BEGAN.minusSeconds(1);
    private static final Search SEARCH =
            new Search(new Counterpart("us", "EUR"), 9, BEGAN, Set.of(id(7)));

    private static UUID id(long low) {
        return new UUID(0, low);
    }

    private static Line line(long low, long amount, Instant at) {
        return new Line(id(low), amount, at);
    }

    private static List<String> compare(List<Line> here, List<Line> there) {
        return Differences.compare(here, there, SEARCH).stream()
                .map(Object::toString)
                .map(text -> text.substring(text.lastIndexOf('0') + 1))
                .toList();
    }

    @Test
    void whatBothHaveAlikeIsNone() {
        List<Line> both = List.of(line(1, 5, BEFORE), line(2, 5, BEFORE));
        assertThat(compare(both, both)).isEmpty();
        assertThat(compare(List.of(), List.of())).isEmpty();
    }

    @Test
    void whatIsMissingThereIsOne() {
        assertThat(compare(List.of(line(1, 5, BEFORE)), List.of())).containsExactly("1:5/-");
    }

    @Test
    void whatIsMissingHereIsOne() {
        assertThat(compare(List.of(), List.of(line(1, 5, BEGAN)))).containsExactly("1:-/5");
    }

    @Test
    void anotherAmountIsOneAlsoOfWhatIsOpen() {
        assertThat(compare(List.of(line(1, 5, BEFORE)), List.of(line(1, 6, BEGAN))))
                .containsExactly("1:5/6");
        assertThat(compare(List.of(line(7, 5, BEGAN)), List.of(line(7, 6, BEGAN))))
                .containsExactly("7:5/6");
    }

    @Test
    void whatIsOpenOrWasSentSinceMayBeMissingThere() {
        assertThat(compare(List.of(line(7, 5, BEFORE), line(8, 5, BEGAN)), List.of())).isEmpty();
    }
}
