package dev.nostro.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostro.account.AccountId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What can be told of a key without a look at any account.
final class FirstAnswersTest {

    private static final FirstAnswers NOTHING = new FirstAnswers(Map.of());

    private final PaperBooks books = new PaperBooks();
    private final AccountId from = books.customer(1_000);
    private final AccountId to = books.customer(0);
    private final Command.Transfer paid = Sent.transfer("paid", from, to, 300);
    private final Command.Transfer refused = Sent.transfer("refused", from, to, 1_000);
    private final Command.Transfer fresh = Sent.transfer("fresh", from, to, 1);
    private final FirstAnswers known = after(paid, refused);

    private FirstAnswers after(Command... commands) {
        Map<CommandId, Outcome.Recorded> recorded = new HashMap<>();
        books.decide(commands).recorded().forEach(one -> recorded.put(one.command().id(), one));
        return new FirstAnswers(recorded);
    }

    @Test
    void aKnownKeyIsAnsweredAsADecisionAnswersIt() {
        for (Command command : List.of(paid, refused)) {
            Answer decided = books.decide(command).answers().getFirst();
            assertThat(decided.replayed()).isTrue();
            assertThat(known.to(command)).hasValue(decided);
        }
        Command.Transfer other = Sent.transfer("paid", from, to, 299);
        assertThat(known.to(other)).hasValue(books.decide(other).answers().getFirst());
        assertThat(known.to(new Command.Leaving(paid))).isEqualTo(known.to(paid));
    }

    @Test
    void whatIsNotKnownIsLeftToADecision() {
        assertThat(known.to(fresh)).isEmpty();
        assertThat(NOTHING.to(paid)).isEmpty();
        assertThat(NOTHING.to(new Command.Leaving(paid))).isEmpty();
    }

    @Test
    void aBatchIsKnownOnlyAsAWhole() {
        Command.AllOrNone made = new Command.AllOrNone(List.of(paid, paid));
        assertThat(known.to(made)).hasValue(books.decide(made).answers().getFirst());
        assertThat(known.to(new Command.LeavingTogether(made))).isEqualTo(known.to(made));
        for (Command.Transfer other : List.of(fresh, refused)) {
            assertThat(known.to(new Command.AllOrNone(List.of(paid, other)))).isEmpty();
        }
        assertThat(FirstAnswers.keys(made)).containsOnly(paid.id());
    }
}
