package dev.nostro.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostro.account.AccountState;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What becomes of a transfer that waits when a crossing that carries it is decided: where several
/// things have happened, the earliest in the documented order counts.
final class DecisionWaitingEndTest {

    private final Wait wait = new Wait();
    private @Nullable Promises said;

    @ParameterizedTest
    @EnumSource
    void endsForEachReasonThereIs(Turn turn) {
        assertEnds(Set.of(turn), turn);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void endsForTheEarlierOfTwoReasons(Turn earlier, Turn later) {
        assertEnds(Set.of(earlier, later), earlier);
    }

    static Stream<Arguments> pairs() {
        return Stream.of(Turn.values())
                .flatMap(earlier ->
                        Stream.of(Turn.values())
                                .filter(later -> later.compareTo(earlier) > 0)
                                .filter(later -> later.group != earlier.group)
                                .map(later -> Arguments.of(earlier, later)));
    }

    /// What may have happened by the time at which a crossing is decided, in the order in which it
    /// counts.
    enum Turn {
        ENDED(
                "queued, expired",
                1,
                test -> {
                    test.wait.books.setClock(Wait.TOMORROW);
                    test.wait.books.decide(new Command.Expiry(test.wait.transfer));
                    test.wait.books.setClock(Wait.NOON);
                }),
        ABORTED("queued", 2, test -> test.wait.books.abort(Wait.id("c"))),
        OVER("queued, expired", 3, test -> test.wait.books.setClock(Wait.TOMORROW)),
        FROZEN(
                "queued, FROM_FROZEN",
                4,
                test -> test.wait.books.decide(Sent.state(test.wait.alice, AccountState.FROZEN))),
        REFUSED("queued, TO_CLOSED", 5, test -> test.said = test.wait.refuses(Reason.TO_CLOSED)),
        SILENT("queued", 5, test -> test.said = new Promises(Set.of(), Map.of())),
        TOLD_NOTHING("queued, sent", 6, _ -> {});

        private final String becomes;
        private final int group;

        @SuppressWarnings("ImmutableEnumChecker") // a function of nothing
        private final Consumer<DecisionWaitingEndTest> happens;

        Turn(String becomes, int group, Consumer<DecisionWaitingEndTest> happens) {
            this.becomes = becomes;
            this.group = group;
            this.happens = happens;
        }
    }

    private void assertEnds(Set<Turn> turns, Turn first) {
        wait.books.decide(Wait.queue(wait.transfer));
        turns.stream().sorted(Comparator.reverseOrder()).forEach(turn -> turn.happens.accept(this));
        boolean before = first == Turn.ENDED;

        Decided decided = wait.carry("c", said == null ? wait.accepts() : said);

        String became = first.becomes;
        assertThat(Spoken.briefly(decided)).containsExactly("[" + became + "]");
        boolean ends = !before && !became.equals("queued");
        assertThat(decided.crossed().ended()).hasSize(ends ? 1 : 0);
        boolean waits = became.equals("queued");
        assertThat(wait.books.standing(wait.alice).held()).isEqualTo(waits ? 300 : 0);
        assertThat(wait.books.standing(wait.alice).version()).isEqualTo(waits ? 1 : 2);
        boolean sent = became.equals("queued, sent");
        assertThat(wait.books.standing(wait.alice).balance()).isEqualTo(sent ? 700 : 1_000);
        assertThat(decided.postings()).hasSize(sent ? 1 : 0);
    }
}
