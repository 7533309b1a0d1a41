package dev.nostro.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostro.account.AccountId;
import dev.nostro.account.AccountKind;
import dev.nostro.account.AccountState;
import dev.nostro.money.Money;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// One transfer: what it does, and why it may be refused.
final class DecisionTest {

    private static final Instant NOON = PaperBooks.NOON;
    private static final long LARGEST = Money.largest(PaperBooks.EUR);

    private final PaperBooks books = new PaperBooks();

    @Test
    void movesMoneyFromOneAccountToAnother() {
        // Given
        AccountId from = books.customer(1_000);
        AccountId to = books.customer(5);
        Command.Transfer transfer = Sent.transfer("k", from, to, 300);

        // When
        Decided decided = books.decide(transfer);

        // Then
        Outcome.Posted posted =
                new Outcome.Posted(transfer, NOON, new Outcome.Payer(1, 1, 700, 700), 1);
        assertThat(decided.answers()).containsExactly(new Answer(posted, false));
        assertThat(decided.recorded()).containsExactly(posted);
        assertThat(decided.postings())
                .containsExactly(
                        new Posting(from.number(), 1, transfer.id(), -300, 700, NOON),
                        new Posting(to.number(), 1, transfer.id(), 300, 305, NOON));
        assertThat(books.standing(from).balance()).isEqualTo(700);
        assertThat(books.standing(to).balance()).isEqualTo(305);
    }

    @Test
    void letsEachCommandOfABatchSeeWhatThoseBeforeItDid() {
        // Given
        AccountId first = books.customer(100);
        AccountId second = books.customer(0);
        AccountId third = books.customer(0);

        // When
        Decided decided =
                books.decide(
                        Sent.transfer("too early", second, third, 100),
                        Sent.transfer("a", first, second, 100),
                        Sent.transfer("b", second, third, 100),
                        Sent.transfer("too late", second, third, 1));

        // Then
        assertThat(Spoken.briefly(decided))
                .containsExactly("INSUFFICIENT_FUNDS", "posted", "posted", "INSUFFICIENT_FUNDS");
        assertThat(decided.moved()).hasSize(3);
        assertThat(books.standing(second).seq()).isEqualTo(2);
        assertThat(books.standing(second).version()).isEqualTo(2);
        assertThat(books.standing(third).balance()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({"-9223372036854775808", "-1", "0"})
    void refusesWhatIsNotPositiveAndRecordsNothing(long amount) {
        Decided decided =
                books.decide(Sent.transfer("k", books.internal(0), books.customer(0), amount));

        assertThat(Spoken.briefly(decided)).containsExactly("AMOUNT_MUST_BE_POSITIVE");
        assertThat(decided.changesNothing()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"us-195", "-195", "195", "eu-0195", "eu-196", "eu-999", "eu-x", "''"})
    void findsNoAccountButByItsOwnId(String text) {
        AccountId account = books.customer(100);
        assertThat(account).hasToString("eu-195");
        AccountId stranger = AccountId.of(text);
        AccountId other = books.customer(100);

        assertThat(books.outcome(Sent.transfer("a", stranger, other, 1)))
                .isEqualTo(refused("a", stranger, other, Reason.FROM_NOT_FOUND));
        assertThat(books.outcome(Sent.transfer("b", other, stranger, 1)))
                .isEqualTo(refused("b", other, stranger, Reason.TO_NOT_FOUND));
    }

    @ParameterizedTest
    @EnumSource(
            value = AccountKind.class,
            names = {"SETTLEMENT", "UNCLAIMED"})
    void findsNoAccountOfTheSystem(AccountKind kind) {
        AccountId system = books.account(100, standing -> PaperBooks.as(standing, kind));
        AccountId other = books.customer(100);

        assertThat(books.outcome(Sent.transfer("a", system, other, 1)))
                .isEqualTo(refused("a", system, other, Reason.FROM_NOT_FOUND));
        assertThat(books.outcome(Sent.transfer("b", other, system, 1)))
                .isEqualTo(refused("b", other, system, Reason.TO_NOT_FOUND));
    }

    @Test
    void letsAFrozenAccountReceive() {
        AccountId frozen = books.account(0, standing -> standing.amended(AccountState.FROZEN, 0));

        books.decide(Sent.transfer("k", books.customer(7), frozen, 7));

        assertThat(books.standing(frozen).balance()).isEqualTo(7);
    }

    @Test
    void letsACustomerPayItsLimitAndNoMore() {
        AccountId from = books.account(50, standing -> standing.amended(standing.state(), 100));
        AccountId to = books.customer(0);

        assertThat(
                        Spoken.briefly(
                                books.decide(
                                        Sent.transfer("a", from, to, 151),
                                        Sent.transfer("b", from, to, 150),
                                        Sent.transfer("c", from, to, 1))))
                .containsExactly("INSUFFICIENT_FUNDS", "posted", "INSUFFICIENT_FUNDS");
        assertThat(books.standing(from).balance()).isEqualTo(-100);
        assertThat(books.standing(from).available()).isZero();
    }

    @Test
    void letsTheBankPayWithoutAFloorButWithinWhatCanBeWritten() {
        AccountId bank = books.internal(0);

        assertThat(
                        Spoken.briefly(
                                books.decide(
                                        Sent.transfer("a", bank, books.customer(0), LARGEST),
                                        Sent.transfer("b", bank, books.customer(0), 1))))
                .containsExactly("posted", "INSUFFICIENT_FUNDS");
        assertThat(books.standing(bank).balance()).isEqualTo(-LARGEST);
    }

    @Test
    void refusesWhatTheReceiverCannotHold() {
        AccountId full = books.customer(LARGEST - 1);
        AccountId bank = books.internal(0);

        assertThat(
                        Spoken.briefly(
                                books.decide(
                                        Sent.transfer("a", bank, full, 2),
                                        Sent.transfer("b", bank, full, 1),
                                        Sent.transfer("c", bank, full, 1),
                                        Sent.transfer("d", books.internal(0), full, LARGEST))))
                .containsExactly(
                        "BALANCE_OVERFLOW", "posted", "BALANCE_OVERFLOW", "BALANCE_OVERFLOW");
    }

    @Test
    void postsNothingBeforeTheLastPostingOfAnyAccountItTouches() {
        // Given
        Instant later = NOON.plusSeconds(90);
        AccountId ahead = books.customer(100);
        AccountId behind = books.customer(100);
        books.setClock(later);
        books.decide(Sent.transfer("a", ahead, behind, 1));

        // When
        books.setClock(NOON.plusSeconds(1));
        Decided touched = books.decide(Sent.transfer("b", books.internal(0), ahead, 1));
        Decided untouched =
                books.decide(Sent.transfer("c", books.internal(0), books.customer(0), 1));

        // Then
        assertThat(touched.at()).isEqualTo(later);
        assertThat(touched.postings()).extracting(Posting::at).containsOnly(later);
        assertThat(untouched.at()).isEqualTo(NOON.plusSeconds(1));
    }

    @Test
    void decidesNothingOfNothing() {
        Decided decided = books.decide(List.of());

        assertThat(decided.answers()).isEmpty();
        assertThat(decided.changesNothing()).isTrue();
    }

    private static Outcome refused(String key, AccountId from, AccountId to, Reason reason) {
        return new Outcome.Refused(Sent.transfer(key, from, to, 1), NOON, reason);
    }
}
