package dev.nostro.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostro.account.AccountId;
import dev.nostro.account.AccountKind;
import dev.nostro.account.AccountState;
import dev.nostro.money.Money;
import dev.nostro.region.RegionId;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.CommandId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What has to be locked and read for a batch.
final class NeedsTest {

    private static final Currency EUR = Currency.getInstance("EUR");

    @Test
    void locksEveryAccountOnceInTheOrderOfNumbers() {
        Needs needs =
                Needs.of(
                        List.of(
                                transfer("a", "eu-486", "eu-195"),
                                transfer("b", "eu-292", "eu-486"),
                                amendment("eu-389")));

        assertThat(needs.accounts()).containsExactly(195L, 292L, 389L, 486L);
        assertThat(needs.profiles()).containsExactly(389L);
    }

    @Test
    void looksUpEveryKeyThoseInsideAtomicBatchesToo() {
        Command.Transfer a = transfer("a", "eu-195", "eu-292");
        Command.Transfer b = transfer("b", "eu-389", "eu-292");

        Needs needs = Needs.of(List.of(a, new Command.AllOrNone(List.of(a, b)), opening("c")));

        assertThat(needs.keys())
                .containsExactlyInAnyOrder(id("a").value(), id("b").value(), id("c").value());
        assertThat(needs.accounts()).containsExactly(195L, 292L, 389L);
    }

    @Test
    void wantsOneNumberForEachOpening() {
        assertThat(Needs.of(List.of(opening("a"), opening("b"), opening("a"))).openings())
                .isEqualTo(3);
    }

    @Test
    void locksNothingForAnIdThatNamesNothing() {
        assertThat(Needs.of(List.of(transfer("a", "eu-nobody", "eu-196"))).accounts()).isEmpty();
    }

    @Test
    void wantsNothingForNothing() {
        Needs needs = Needs.of(List.of());

        assertThat(needs.accounts()).isEmpty();
        assertThat(needs.keys()).isEmpty();
        assertThat(needs.profiles()).isEmpty();
        assertThat(needs.openings()).isZero();
    }

    private static CommandId id(String key) {
        return CommandId.of(new RegionId("eu"), "alice", key);
    }

    private static Command.Transfer transfer(String key, String from, String to) {
        return new Command.Transfer(
                id(key),
                "alice",
                AccountId.of(from),
                AccountId.of(to),
                new Money(1, EUR),
                null,
                Map.of());
    }

    private static Command.Opening opening(String key) {
        return new Command.Opening(
                id(key), "alice", EUR, AccountKind.CUSTOMER, 0, null, null, Map.of());
    }

    private static Command.Amendment amendment(String account) {
        return new Command.Amendment(
                AccountId.of(account), null, AccountState.FROZEN, null, null, null);
    }
}
