package dev.nostro.transfer;

import static dev.nostro.transfer.Wait.BOB;
import static dev.nostro.transfer.Wait.NOON;
import static dev.nostro.transfer.Wait.TOMORROW;
import static dev.nostro.transfer.Wait.US;
import static dev.nostro.transfer.Wait.queue;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nostro.account.AccountId;
import dev.nostro.account.AccountKind;
import dev.nostro.account.AccountState;
import dev.nostro.account.Standing;
import dev.nostro.money.Money;
import dev.nostro.transfer.Decided.Settlement;
import dev.nostro.transfer.Decided.Sum;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A transfer that waits for another region: what is held for it, and what becomes of it, once.
final class DecisionWaitingTest {

    private final Wait wait = new Wait();
    private final PaperBooks books = wait.books;
    private final AccountId alice = wait.alice;
    private final Command.Transfer transfer = wait.transfer;
    private final Outcome.Queued queued = wait.queued;

    @Test
    void holdsTheAmountAndPostsNothing() {
        Standing before = books.standing(alice);

        Decided decided = books.decide(queue(transfer));

        assertThat(decided.answers()).containsExactly(new Answer(queued, false));
        assertThat(decided.recorded()).containsExactly(queued);
        assertThat(decided.postings()).isEmpty();
        assertThat(decided.moved()).isEmpty();
        assertThat(books.standing(alice)).isEqualTo(before.holding(300));
        assertThat(books.standing(alice).held()).isEqualTo(300);
        assertThat(books.standing(alice).version()).isEqualTo(1);
        assertThat(books.standing(alice).seq()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            names = {"NO_PAYEE", "YEN_PAYEE", "CLOSED_PAYEE", "RICH_PAYEE"},
            mode = EnumSource.Mode.EXCLUDE)
    void isRefusedAtOnceForEachReasonOfThePayingSide(Flaw flaw) {
        Scenario scenario = new Scenario();
        flaw.spoil(scenario);

        Decided decided = scenario.decide(null, Wait::queue);

        assertThat(Spoken.briefly(decided)).containsExactly(flaw.reason().name());
        assertThat(decided.crossed()).isEqualTo(Decided.Crossed.NOTHING);
        assertThat(scenario.decide(Sent.opening("key"), Wait::queue).answers())
                .extracting(Answer::outcome)
                .hasOnlyElementsOfType(Outcome.KeyReused.class);
    }

    @Test
    void givesItsFirstAnswerWhateverAsksForItAndWhateverBecameOfIt() {
        books.decide(queue(transfer));

        for (int round = 0; round < 2; round++) {
            Stream.of(
                            queue(transfer),
                            new Command.Leaving(transfer),
                            wait.crossing(Command.Terms.EACH, "c" + round, wait.accepts()))
                    .map(command -> answer(command))
                    .forEach(answer -> {
                        assertThat(answer.replayed()).isTrue();
                        assertThat(((Outcome.Queued) answer.outcome()).first()).isEqualTo(queued);
                    });
            assertThat(books.outcome(queue(Sent.transfer("k", alice, BOB, 301))))
                    .isInstanceOf(Outcome.KeyReused.class);
            wait.carry("carries" + round, wait.accepts());
        }
    }

    @Test
    void leavesNobodyWhatIsHeld() {
        books.decide(queue(transfer));
        AccountId other = books.customer(0);

        assertThat(briefly(Sent.transfer("a", alice, other, 701))).isEqualTo("INSUFFICIENT_FUNDS");
        assertThat(briefly(queue(Sent.transfer("b", alice, BOB, 701))))
                .isEqualTo("INSUFFICIENT_FUNDS");
        assertThat(briefly(Sent.transfer("c", alice, other, 700))).isEqualTo("posted");
        assertThat(books.standing(alice).available()).isZero();
    }

    @Test
    void holdsOfTheBanksOwnAccountsDownToTheLargestDebt() {
        long most = Money.largest(PaperBooks.EUR);
        AccountId bank = books.internal(0);

        assertThat(briefly(queue(Sent.transfer("a", bank, BOB, most)))).isEqualTo("queued");
        assertThat(briefly(queue(Sent.transfer("b", bank, BOB, 1))))
                .isEqualTo("INSUFFICIENT_FUNDS");
    }

    @Test
    void doesNotLetItsPayerBeClosed() {
        AccountId poor = books.account(0, standing -> standing.amended(standing.state(), 300));
        AccountId rich = books.account(5, standing -> standing.amended(standing.state(), 300));
        AccountId both =
                books.account(0, standing -> standing.amended(standing.state(), 300).promising(1));
        List.of(poor, rich, both)
                .forEach(
                        payer -> books.decide(queue(Sent.transfer(payer.text(), payer, BOB, 300))));

        assertThat(briefly(Sent.state(rich, AccountState.CLOSED))).isEqualTo("ACCOUNT_NOT_EMPTY");
        assertThat(briefly(Sent.state(poor, AccountState.CLOSED))).isEqualTo("ACCOUNT_HAS_HOLDS");
        assertThat(briefly(Sent.state(both, AccountState.CLOSED))).isEqualTo("ACCOUNT_HAS_HOLDS");
        assertThat(briefly(Sent.limit(poor, 0, 299))).isEqualTo("LIMIT_BELOW_BALANCE");
    }

    @Test
    void isPaidFromWhatIsHeld() {
        books.decide(queue(transfer));
        books.setClock(NOON.plusSeconds(60));

        Decided decided = wait.carry("c", wait.accepts());

        Outcome.Sent sent =
                new Outcome.Sent(
                        transfer,
                        NOON.plusSeconds(60),
                        new Outcome.Payer(1, 2, 700, 700),
                        Wait.id("c"));
        assertThat(decided.crossed().ended()).containsExactly(queued.ended(sent));
        assertThat(decided.answers())
                .containsExactly(
                        new Answer(
                                new Outcome.Crossed(List.of(new Answer(queued.ended(sent), false))),
                                false));
        assertThat(decided.recorded()).isEmpty();
        assertThat(decided.changesNothing()).isFalse();
        assertThat(decided.postings())
                .containsExactly(
                        new Posting(
                                alice.number(), 1, transfer.id(), -300, 700, NOON.plusSeconds(60)));
        assertThat(decided.crossed().settled())
                .containsExactly(Map.entry(new Settlement(US, PaperBooks.EUR), new Sum(300, 1)));
        assertThat(books.standing(alice).held()).isZero();
    }

    @Test
    void isCarriedOnceAlsoByTwoCrossingsOfOneBatch() {
        books.decide(queue(transfer));

        Decided decided =
                books.decide(
                        wait.crossing(Command.Terms.WAITING, "first", wait.accepts()),
                        wait.crossing(Command.Terms.WAITING, "second", wait.accepts()),
                        new Command.Expiry(transfer));

        assertThat(decided.postings()).hasSize(1);
        assertThat(decided.crossed().ended()).hasSize(1);
        assertThat(decided.crossed().decided()).hasSize(2);
        assertThat(wait.carry("third", wait.accepts()).postings()).isEmpty();
        assertThat(books.standing(alice).balance()).isEqualTo(700);
    }

    @Test
    void mayBeginToWaitAndBeCarriedInOneBatch() {
        Decided decided =
                books.decide(
                        queue(transfer), wait.crossing(Command.Terms.WAITING, "c", wait.accepts()));

        assertThat(decided.recorded()).containsExactly(queued);
        assertThat(decided.crossed().ended()).hasSize(1);
        assertThat(books.standing(alice).balance()).isEqualTo(700);
        assertThat(books.standing(alice).held()).isZero();
        assertThat(books.standing(alice).version()).isEqualTo(2);
    }

    @Test
    void expiresWhenItsTimeIsOverAndNotBefore() {
        books.decide(queue(transfer));

        books.setClock(TOMORROW.minusNanos(1_000));
        assertThat(books.decide(new Command.Expiry(transfer)).changesNothing()).isTrue();
        books.setClock(TOMORROW);
        Decided decided = books.decide(new Command.Expiry(transfer));

        assertThat(decided.crossed().ended())
                .containsExactly(queued.ended(new Outcome.Expired(TOMORROW)));
        assertThat(decided.changesNothing()).isFalse();
        assertThat(books.standing(alice).available()).isEqualTo(1_000);
        assertThat(books.decide(new Command.Expiry(transfer)).changesNothing()).isTrue();
    }

    @Test
    void isNoPartOfAllOrNone() {
        books.decide(queue(transfer));
        Command.AllOrNone batch = Sent.allOrNone(transfer);
        Outcome refused =
                new Outcome.BatchRefused(
                        0, new Outcome.KeyReused(List.of("whenUnavailable"), queued));

        assertThat(books.outcome(new Command.LeavingTogether(batch))).isEqualTo(refused);
        assertThat(books.outcome(wait.crossing(Command.Terms.ALL_OR_NONE, "c", wait.accepts())))
                .isEqualTo(refused);
        assertThat(books.standing(alice).held()).isEqualTo(300);
    }

    @Test
    void knowsNothingOfATransferThatNeverWaited() {
        assertThat(briefly(new Command.Expiry(transfer))).isEqualTo("NOT_FOUND");
        assertThat(Spoken.briefly(wait.carry("c", wait.accepts()))).containsExactly("[NOT_FOUND]");
        assertThat(books.standing(alice).kind()).isEqualTo(AccountKind.CUSTOMER);
        assertThat(books.postings()).isEmpty();
    }

    private Answer answer(Command command) {
        Answer answer = books.decide(command).answers().getFirst();
        return answer.outcome() instanceof Outcome.Crossed(List<Answer> answers)
                ? answers.getFirst()
                : answer;
    }

    private String briefly(Command command) {
        return Spoken.briefly(books.outcome(command));
    }
}
