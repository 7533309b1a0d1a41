package dev.nostro.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostro.money.Money;
import java.time.Instant;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What an account may pay and receive, and how it stands afterwards.
final class StandingTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final long LARGEST = Money.largest(EUR);

    @ParameterizedTest
    @CsvSource({
        "100, 0, 0, 100",
        "100, 30, 0, 70",
        "100, 0, 50, 150",
        "100, 30, 50, 120",
        "-50, 0, 50, 0",
        "-20, 10, 50, 20",
    })
    void aCustomerPaysDownToItsFloor(long balance, long held, long limit, long available) {
        Standing standing = customer(balance, held, limit);

        assertThat(standing.available()).isEqualTo(available);
        assertThat(standing.canPay(available)).isTrue();
        assertThat(standing.canPay(available + 1)).isFalse();
    }

    @Test
    void theBanksOwnAccountPaysWithoutAFloorButTheLargestDebt() {
        Standing standing = internal(0);

        assertThat(standing.canPay(LARGEST)).isTrue();
        assertThat(internal(-1).canPay(LARGEST)).isFalse();
        assertThat(internal(-1).canPay(LARGEST - 1)).isTrue();
        assertThat(internal(-LARGEST).canPay(1)).isFalse();
    }

    @Test
    void nobodyReceivesMoreThanCanBeWritten() {
        assertThat(customer(0, 0, 0).canReceive(LARGEST)).isTrue();
        assertThat(customer(1, 0, 0).canReceive(LARGEST)).isFalse();
        assertThat(customer(1, 0, 0).canReceive(LARGEST - 1)).isTrue();
        assertThat(customer(LARGEST, 0, 0).canReceive(1)).isFalse();
        assertThat(internal(-LARGEST).canReceive(LARGEST)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(AccountKind.class)
    void nothingOverflowsAtTheBounds(AccountKind kind) {
        Currency dinar = Currency.getInstance("KWD");
        long largest = Money.largest(dinar);
        Standing most = of(kind, dinar, largest, largest);
        Standing least = of(kind, dinar, -largest, largest);

        assertThat(most.available()).isEqualTo(2 * largest).isPositive();
        assertThat(most.canPay(largest)).isTrue();
        assertThat(most.canReceive(1)).isFalse();
        assertThat(least.available()).isZero();
        assertThat(least.canPay(1)).isFalse();
        assertThat(least.canReceive(largest)).isTrue();
    }

    @Test
    void aPostingMovesBalanceSeqVersionAndTimeAndNothingElse() {
        Standing before = customer(100, 10, 50);
        Standing after = before.posted(-30, NOON.plusSeconds(1));

        assertThat(after)
                .isEqualTo(
                        new Standing(
                                before.id(),
                                EUR,
                                AccountKind.CUSTOMER,
                                AccountState.OPEN,
                                70,
                                10,
                                0,
                                50,
                                before.seq() + 1,
                                before.version() + 1,
                                NOON.plusSeconds(1)));
    }

    @Test
    void aHoldChangesWhatIsHeldAndTheVersionAndNothingElse() {
        Standing before = customer(100, 10, 50);

        assertThat(before.holding(30))
                .isEqualTo(
                        new Standing(
                                before.id(),
                                EUR,
                                AccountKind.CUSTOMER,
                                AccountState.OPEN,
                                100,
                                40,
                                0,
                                50,
                                before.seq(),
                                before.version() + 1,
                                NOON));
        assertThat(before.holding(30).holding(-30).held()).isEqualTo(10);
    }

    @Test
    void whatWasHeldIsPaidInOneStep() {
        Standing held = customer(100, 10, 50).holding(120);

        assertThat(held.paidFromHold(120, NOON.plusSeconds(1)))
                .isEqualTo(
                        new Standing(
                                held.id(),
                                EUR,
                                AccountKind.CUSTOMER,
                                AccountState.OPEN,
                                -20,
                                10,
                                0,
                                50,
                                held.seq() + 1,
                                held.version() + 1,
                                NOON.plusSeconds(1)));
    }

    @Test
    void whatTheBankHasHeldItCannotPayTwice() {
        Standing held = internal(0).holding(LARGEST);

        assertThat(held.canPay(1)).isFalse();
        assertThat(held.holding(-1).canPay(1)).isTrue();
    }

    @Test
    void aPostingMayShareTheTimeOfTheLastOneButNotBeBeforeIt() {
        Standing standing = customer(100, 0, 0);

        assertThat(standing.posted(1, NOON).lastPostedAt()).isEqualTo(NOON);
        assertThatThrownBy(() -> standing.posted(1, NOON.minusNanos(1_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("eu-195");
    }

    @Test
    void anAmendmentChangesStateAndLimitAndNothingElse() {
        Standing before = customer(100, 10, 50);

        assertThat(before.amended(AccountState.FROZEN, 20))
                .isEqualTo(
                        new Standing(
                                before.id(),
                                EUR,
                                AccountKind.CUSTOMER,
                                AccountState.FROZEN,
                                100,
                                10,
                                0,
                                20,
                                before.seq(),
                                before.version(),
                                NOON));
    }

    private static Standing customer(long balance, long held, long limit) {
        return new Standing(
                AccountId.of("eu-195"),
                EUR,
                AccountKind.CUSTOMER,
                AccountState.OPEN,
                balance,
                held,
                0,
                limit,
                7,
                9,
                NOON);
    }

    private static Standing internal(long balance) {
        return of(AccountKind.INTERNAL, EUR, balance, 0);
    }

    private static Standing of(AccountKind kind, Currency currency, long balance, long limit) {
        return new Standing(
                AccountId.of("eu-195"),
                currency,
                kind,
                AccountState.OPEN,
                balance,
                0,
                0,
                limit,
                0,
                0,
                NOON);
    }
}
