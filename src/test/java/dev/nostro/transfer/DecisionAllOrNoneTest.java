package dev.nostro.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostro.account.AccountId;
import dev.nostro.account.AccountState;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Atomic batches: all of it, or no trace.
final class DecisionAllOrNoneTest {

    private final PaperBooks books = new PaperBooks();
    private final AccountId from = books.customer(100);
    private final AccountId to = books.customer(0);
    private final AccountId third = books.customer(0);

    @Test
    void postsAllOfIt() {
        // Given
        Command.Transfer first = Sent.transfer("a", from, to, 100);
        Command.Transfer second = Sent.transfer("b", to, third, 60);

        // When
        Decided decided = books.decide(Sent.allOrNone(first, second));

        // Then
        assertThat(decided.answers())
                .containsExactly(
                        Answer.first(
                                new Outcome.AllPosted(
                                        decided.recorded().stream()
                                                .map(outcome -> new Answer(outcome, false))
                                                .toList())));
        assertThat(decided.recorded())
                .extracting(Outcome.Recorded::command)
                .containsExactly(first, second);
        assertThat(decided.postings()).hasSize(4);
        assertThat(books.standing(to).balance()).isEqualTo(40);
    }

    @Test
    void namesTheCulpritAndLeavesNothingBehind() {
        // Given
        Command.Transfer good = Sent.transfer("a", from, to, 60);
        Command.Transfer bad = Sent.transfer("b", from, to, 60);

        // When
        Decided decided = books.decide(Sent.allOrNone(good, bad, good));

        // Then
        assertThat(decided.answers())
                .containsExactly(
                        Answer.first(
                                new Outcome.BatchRefused(
                                        1,
                                        new Outcome.Refused(
                                                bad, PaperBooks.NOON, Reason.INSUFFICIENT_FUNDS))));
        assertThat(decided.changesNothing()).isTrue();
        assertThat(decided.postings()).isEmpty();
        assertThat(decided.moved()).isEmpty();
        assertThat(books.standing(from).seq()).isZero();
    }

    @Test
    void leavesTheKeysFreeTheCulpritsToo() {
        books.decide(
                Sent.allOrNone(Sent.transfer("a", from, to, 60), Sent.transfer("b", from, to, 60)));

        assertThat(said(Sent.transfer("a", from, third, 1), Sent.transfer("b", to, third, 1)))
                .containsExactly("posted", "INSUFFICIENT_FUNDS");
    }

    @Test
    void letsTheNextCommandSeeWhatItDidOrThatItDidNothing() {
        assertThat(
                        said(
                                Sent.allOrNone(
                                        Sent.transfer("a", from, to, 60),
                                        Sent.transfer("b", from, to, 60)),
                                Sent.transfer("c", to, third, 60),
                                Sent.allOrNone(
                                        Sent.transfer("d", from, to, 60),
                                        Sent.transfer("e", to, third, 50)),
                                Sent.transfer("f", to, third, 11),
                                Sent.transfer("g", to, third, 10),
                                Sent.transfer("d", from, to, 60)))
                .containsExactly(
                        "INSUFFICIENT_FUNDS at 1",
                        "INSUFFICIENT_FUNDS",
                        "all posted",
                        "INSUFFICIENT_FUNDS",
                        "posted",
                        "posted");
        assertThat(books.standing(to).seq()).isEqualTo(3);
    }

    @Test
    void seesWhatTheBatchDidBeforeIt() {
        assertThat(
                        said(
                                Sent.transfer("a", from, to, 50),
                                Sent.state(third, AccountState.CLOSED),
                                Sent.allOrNone(
                                        Sent.transfer("a", from, to, 50),
                                        Sent.transfer("b", to, from, 50)),
                                Sent.allOrNone(
                                        Sent.transfer("c", from, to, 50),
                                        Sent.transfer("d", to, third, 50))))
                .containsExactly("posted", "amended", "all posted", "TO_CLOSED at 1");
    }

    @Test
    void isTheSameAgain() {
        // Given
        Command.AllOrNone batch =
                Sent.allOrNone(Sent.transfer("a", from, to, 60), Sent.transfer("b", from, to, 40));
        List<Outcome.Recorded> first = books.decide(batch).recorded();

        // When
        Decided again = books.decide(batch);

        // Then
        assertThat(again.answers())
                .containsExactly(
                        Answer.first(
                                new Outcome.AllPosted(
                                        first.stream()
                                                .map(outcome -> new Answer(outcome, true))
                                                .toList())));
        assertThat(again.changesNothing()).isTrue();
    }

    @Test
    void countsOneKeyInItTwiceOnce() {
        Command.Transfer transfer = Sent.transfer("a", from, to, 60);

        Decided decided = books.decide(Sent.allOrNone(transfer, transfer));

        assertThat(decided.recorded()).hasSize(1);
        assertThat(books.standing(from).balance()).isEqualTo(40);
    }

    @Test
    void isRefusedForAKeyThatWasRefusedBefore() {
        Command.Transfer refused = Sent.transfer("a", from, to, 101);
        books.decide(refused);
        books.decide(Sent.transfer("more", books.internal(0), from, 500));

        assertThat(said(Sent.allOrNone(Sent.transfer("b", from, to, 1), refused)))
                .containsExactly("INSUFFICIENT_FUNDS at 1");
    }

    @Test
    void isRefusedForWhateverIsNeverRecorded() {
        books.decide(Sent.transfer("a", from, to, 1));

        assertThat(
                        said(
                                Sent.allOrNone(Sent.transfer("a", from, to, 2)),
                                Sent.allOrNone(Sent.transfer("b", from, to, 0)),
                                Sent.allOrNone(
                                        Sent.transfer("c", from, to, 1),
                                        Sent.transfer("c", from, to, 2)),
                                Sent.allOrNone(
                                        Sent.transfer("d", from, to, 1),
                                        Sent.transfer("e", from, from, 1))))
                .containsExactly(
                        "KEY_REUSED at 0",
                        "AMOUNT_MUST_BE_POSITIVE at 0",
                        "KEY_REUSED at 1",
                        "ACCOUNTS_MUST_DIFFER at 1");
    }

    @Test
    void isNotOfNothing() {
        assertThatThrownBy(() -> new Command.AllOrNone(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private List<String> said(Command... commands) {
        return Spoken.briefly(books.decide(commands));
    }
}
