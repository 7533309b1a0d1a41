package dev.nostro.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Where several reasons apply to a transfer, the earliest in the documented order is told.
final class DecisionPrecedenceTest {

    @ParameterizedTest
    @EnumSource(Flaw.class)
    void refusesForEachReasonThereIs(Flaw flaw) {
        Scenario scenario = new Scenario();
        flaw.spoil(scenario);

        assertRefused(scenario, flaw.reason());
    }

    @ParameterizedTest
    @MethodSource("pairsOfFlaws")
    void tellsTheEarlierOfTwoReasons(Flaw earlier, Flaw later) {
        Scenario scenario = new Scenario();
        later.spoil(scenario);
        earlier.spoil(scenario);

        assertRefused(scenario, earlier.reason());
    }

    @Test
    void knowsNoOtherReasonThanThoseTestedHere() {
        assertThat(Stream.of(Flaw.values()).map(Flaw::reason))
                .containsExactlyElementsOf(
                        Stream.of(Reason.values())
                                .filter(reason -> reason.status() == 422)
                                .filter(reason -> reason != Reason.KEY_REUSED)
                                .filter(reason -> reason != Reason.BATCH_REFUSED)
                                .toList());
    }

    @ParameterizedTest
    @EnumSource(Flaw.class)
    void tellsThatAKeyIsTakenBeforeAnythingElse(Flaw flaw) {
        Scenario scenario = new Scenario();
        flaw.spoil(scenario);

        Outcome outcome = scenario.decide(Sent.opening("key")).answers().getFirst().outcome();

        assertThat(Spoken.briefly(outcome)).isEqualTo("KEY_REUSED");
    }

    static Stream<Flaw> flaws() {
        return Stream.of(Flaw.values());
    }

    static Stream<Arguments> pairsOfFlaws() {
        return flaws().flatMap(earlier ->
                flaws().filter(later -> later.compareTo(earlier) > 0)
                        .map(later -> Arguments.of(earlier, later)));
    }

    private static void assertRefused(Scenario scenario, Reason reason) {
        Decided decided = scenario.decide();

        assertThat(Spoken.briefly(decided)).containsExactly(reason.name());
        assertThat(decided.postings()).isEmpty();
        assertThat(decided.moved()).isEmpty();
        assertThat(decided.recorded()).hasSize(reason.effect() == Reason.Effect.REFUSED ? 1 : 0);
    }
}
