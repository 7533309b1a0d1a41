package dev.nostro.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostro.account.Account;
import dev.nostro.account.AccountId;
import dev.nostro.account.AccountKind;
import dev.nostro.account.AccountState;
import dev.nostro.account.Profile;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Changes of an account: its states, its limit, and who has seen which revision.
final class DecisionAmendmentTest {

    private final PaperBooks books = new PaperBooks();

    @ParameterizedTest
    @CsvSource({
        "OPEN, OPEN, amended, 0",
        "OPEN, FROZEN, amended, 1",
        "OPEN, CLOSED, amended, 1",
        "FROZEN, OPEN, amended, 1",
        "FROZEN, FROZEN, amended, 0",
        "FROZEN, CLOSED, amended, 1",
        "CLOSED, OPEN, STATE_FINAL, 0",
        "CLOSED, FROZEN, STATE_FINAL, 0",
        "CLOSED, CLOSED, amended, 0",
    })
    void goesFromStateToState(AccountState before, AccountState after, String said, long revision) {
        // Given
        AccountId account = books.account(0, standing -> standing.amended(before, 0));

        // When
        Decided decided = books.decide(Sent.state(account, after));

        // Then
        Outcome outcome = decided.answers().getFirst().outcome();
        assertThat(Spoken.briefly(outcome)).isEqualTo(said);
        assertThat(decided.amended()).hasSize((int) revision);
        assertThat(books.profile(account).revision()).isEqualTo(revision);
        assertThat(books.standing(account).state())
                .isEqualTo(said.equals("amended") ? after : before);
    }

    /// Each line: balance and limit of the account, whose revision is 3; then the revision that is
    /// expected, the state and the limit that are asked for; then what is said.
    @ParameterizedTest
    @CsvSource({
        "-50, 50,  , CLOSED, 0,  ACCOUNT_NOT_EMPTY",
        "-50, 50, 2, CLOSED,  ,  ACCOUNT_NOT_EMPTY",
        " 10,  0,  , CLOSED, 5,  ACCOUNT_NOT_EMPTY",
        "-50, 50, 3, FROZEN, 49, LIMIT_BELOW_BALANCE",
        "-50, 50, 2,       , 49, LIMIT_BELOW_BALANCE",
        "-50, 50,  ,       , 49, LIMIT_BELOW_BALANCE",
        "-50, 50, 2,       , 50, REVISION_MISMATCH",
        "-50, 50, 4,       , 50, REVISION_MISMATCH",
        "  0,  0, 2, FROZEN,   , REVISION_MISMATCH",
        "  0,  0, 2, OPEN,     , REVISION_MISMATCH",
        "  0,  0, 2, CLOSED,   , REVISION_MISMATCH",
        "  0,  0,  , FROZEN,  5, PRECONDITION_REQUIRED",
        "-50, 50,  ,       , 50, PRECONDITION_REQUIRED",
        "-50, 50, 3,       , 50, amended",
        "-50, 50,  , FROZEN,   , amended",
        "  0,  0, 3, CLOSED,  5, amended",
    })
    void tellsTheEarliestReasonThatApplies(ArgumentsAccessor line) {
        long balance = Objects.requireNonNull(line.getLong(0));
        long limit = Objects.requireNonNull(line.getLong(1));
        AccountId account =
                books.account(balance, standing -> standing.amended(standing.state(), limit));
        for (int revision = 0; revision < 3; revision++) {
            books.decide(amendment(account, (long) revision, "Alice", null));
        }

        Outcome outcome =
                books.outcome(
                        new Command.Amendment(
                                account,
                                line.get(2, Long.class),
                                line.get(3, AccountState.class),
                                line.get(4, Long.class),
                                null,
                                null));

        assertThat(Spoken.briefly(outcome)).isEqualTo(line.getString(5));
    }

    @Test
    void changesNothingOfAClosedAccountEvenForThoseWhoHaveSeenIt() {
        AccountId account = books.account(0, standing -> standing.amended(AccountState.CLOSED, 0));

        for (Long revision : new Long[] {null, 0L, 9L}) {
            assertDeclined(amendment(account, revision, "Eve", null), Reason.STATE_FINAL);
            assertDeclined(amendment(account, revision, null, Map.of()), Reason.STATE_FINAL);
        }
        assertDeclined(Sent.limit(account, 0, 5), Reason.STATE_FINAL);
    }

    @Test
    void takesASilentRequestForNoChange() {
        AccountId account = books.customer(5);

        Decided decided = books.decide(amendment(account, 0L, null, null));

        assertThat(decided.changesNothing()).isTrue();
        assertThat(decided.answers().getFirst().outcome())
                .isEqualTo(
                        new Outcome.Amended(
                                new Account(books.standing(account), books.profile(account)),
                                PaperBooks.NOON));
    }

    @Test
    void changesWhatIsAskedAndKeepsTheRest() {
        // Given
        AccountId account = books.customer(5);
        Profile before = books.profile(account);

        // When
        books.decide(amendment(account, 0L, "Eve", null));
        books.decide(amendment(account, 1L, null, Map.of("k", "v")));
        books.decide(Sent.limit(account, 2, 70));
        books.decide(Sent.state(account, AccountState.FROZEN));

        // Then
        assertThat(books.profile(account))
                .isEqualTo(
                        new Profile(
                                "Eve", before.owner(), Map.of("k", "v"), 4, before.createdAt()));
        assertThat(books.standing(account).overdraftLimit()).isEqualTo(70);
        assertThat(books.standing(account).balance()).isEqualTo(5);
        assertThat(books.standing(account).version()).isZero();
    }

    @Test
    void letsOnlyOneOfTwoWhoSawTheSameRevision() {
        AccountId account = books.customer(0);

        Decided decided = books.decide(Sent.limit(account, 0, 10), Sent.limit(account, 0, 20));

        assertThat(Spoken.briefly(decided)).containsExactly("amended", "REVISION_MISMATCH");
        assertThat(decided.amended()).hasSize(1);
        assertThat(books.standing(account).overdraftLimit()).isEqualTo(10);
    }

    @Test
    void holdsForTheTransfersOfTheSameBatch() {
        // Given
        AccountId account = books.customer(0);
        AccountId other = books.customer(0);

        // When
        Decided decided =
                books.decide(
                        Sent.transfer("a", account, other, 10),
                        Sent.limit(account, 0, 10),
                        Sent.transfer("b", account, other, 10),
                        Sent.state(account, AccountState.FROZEN),
                        Sent.transfer("c", account, other, 0),
                        Sent.transfer("d", account, other, 1),
                        Sent.transfer("e", other, account, 10),
                        Sent.state(account, AccountState.CLOSED),
                        Sent.transfer("f", other, account, 1));

        // Then
        assertThat(Spoken.briefly(decided))
                .containsExactly(
                        "INSUFFICIENT_FUNDS",
                        "amended",
                        "posted",
                        "amended",
                        "AMOUNT_MUST_BE_POSITIVE",
                        "FROM_FROZEN",
                        "posted",
                        "amended",
                        "INSUFFICIENT_FUNDS");
    }

    /// What is written of an amended account must stand as one: the tables check limit against
    /// balance after each statement.
    @Test
    void writesAnAmendedAccountAsItStandsAfterTheWholeBatch() {
        // Given
        AccountId account = books.customer(0);

        // When
        Decided decided =
                books.decide(
                        Sent.limit(account, 0, 10),
                        Sent.transfer("a", account, books.customer(0), 10));

        // Then
        assertThat(decided.amended())
                .extracting(Account::standing)
                .containsExactly(books.standing(account));
        assertThat(books.standing(account).balance()).isEqualTo(-10);
    }

    @Test
    void hasNoFloorForTheBanksOwnAccounts() {
        AccountId account = books.internal(-100);

        assertThat(books.outcome(Sent.limit(account, 0, 5))).isInstanceOf(Outcome.Amended.class);
        assertDeclined(Sent.state(account, AccountState.CLOSED), Reason.ACCOUNT_NOT_EMPTY);
    }

    @ParameterizedTest
    @EnumSource(
            value = AccountKind.class,
            names = {"SETTLEMENT", "UNCLAIMED"})
    void leavesTheAccountsOfTheSystemAlone(AccountKind kind) {
        AccountId account = books.account(0, standing -> PaperBooks.as(standing, kind));

        assertDeclined(Sent.state(account, AccountState.FROZEN), Reason.NOT_FOUND);
    }

    @ParameterizedTest
    @CsvSource({"us-195", "eu-292", "eu-196", "eu-x", "''"})
    void findsNoAccountButByItsOwnId(String text) {
        assertThat(books.customer(0)).hasToString("eu-195");

        assertDeclined(Sent.state(AccountId.of(text), AccountState.FROZEN), Reason.NOT_FOUND);
    }

    private void assertDeclined(Command.Amendment amendment, Reason reason) {
        Decided decided = books.decide(amendment);
        assertThat(decided.answers()).containsExactly(Answer.declined(reason));
        assertThat(decided.changesNothing()).isTrue();
    }

    private static Command.Amendment amendment(
            AccountId account,
            @Nullable Long ifRevision,
            @Nullable String name,
            @Nullable Map<String, String> labels) {
        return new Command.Amendment(account, ifRevision, null, null, name, labels);
    }
}
