package dev.nostro.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostro.audit.SettlementBooks.Counterpart;
import dev.nostro.audit.SettlementBooks.Open;
import dev.nostro.audit.SettlementBooks.Received;
import dev.nostro.audit.SettlementBooks.Snapshot;
import dev.nostro.region.RegionId;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What is sent, against what came and what is on its way.
final class SettlementTest {

    private static final Counterpart US = new Counterpart("us", "EUR");
    private static final UUID FIRST = new UUID(0, 1);
    private static final UUID SECOND = new UUID(0, 2);

    /// Three sent: one long received, two open, of 5 and of 7; one of 20 came back.
    private static final Snapshot HERE =
            new Snapshot(
                    Map.of(US, sum(3, 112)),
                    Map.of(US, sum(1, 20)),
                    Map.of(US, sum(4, 92)),
                    List.of(new Open(FIRST, US, 5), new Open(SECOND, US, 7)));

    private static Sum sum(long count, long amount) {
        return new Sum(count, BigInteger.valueOf(amount));
    }

    private static Settlement of(@Nullable Sum received, Set<UUID> applied) {
        Received there = received == null ? null : new Received(9, Map.of("EUR", received));
        return Settlement.of(US, HERE, there, applied);
    }

    @Test
    void whatIsOpenAndNotCountedThereIsInFlight() {
        Settlement settlement = of(sum(1, 100), Set.of());
        assertThat(settlement.inFlight()).isEqualTo(sum(2, 12));
        assertThat(settlement.holds()).isTrue();
    }

    @Test
    void whatIsOpenAndWasCountedThereIsStruck() {
        Settlement settlement = of(sum(2, 107), Set.of(SECOND));
        assertThat(settlement.inFlight()).isEqualTo(sum(1, 5));
        assertThat(settlement.holds()).isTrue();
        assertThat(of(sum(3, 112), Set.of(FIRST, SECOND)).holds()).isTrue();
    }

    @Test
    void aCreditOfAnotherAmountDoesNotHold() {
        assertThat(of(sum(1, 101), Set.of()).holds()).isFalse();
        assertThat(of(sum(2, 106), Set.of(SECOND)).holds()).isFalse();
    }

    @Test
    void aCreditThatIsLostOrTooManyDoesNotHold() {
        assertThat(of(sum(0, 0), Set.of()).holds()).isFalse();
        assertThat(of(sum(4, 112), Set.of(FIRST, SECOND)).holds()).isFalse();
    }

    @Test
    void whatCameWithoutBeingSentDoesNotHold() {
        Counterpart yen = new Counterpart("us", "JPY");
        Received there = new Received(9, Map.of("JPY", sum(1, 3)));
        assertThat(Settlement.currencies("us", HERE, there)).containsExactly("EUR", "JPY");
        assertThat(Settlement.of(yen, HERE, there, Set.of()).holds()).isFalse();
    }

    @Test
    void aSettlementAccountThatDisagreesWithItsTransfersDoesNotHold() {
        for (Sum booked : List.of(sum(4, 93), sum(5, 92))) {
            Snapshot here =
                    new Snapshot(HERE.sent(), HERE.received(), Map.of(US, booked), HERE.open());
            Received there = new Received(9, Map.of("EUR", sum(1, 100)));
            assertThat(Settlement.of(US, here, there, Set.of()).holds()).isFalse();
            assertThat(Settlement.of(US, here, null, Set.of()).holds()).isFalse();
        }
    }

    @Test
    void nothingIsKnownOfARegionThatIsNotReached() {
        Settlement settlement = of(null, Set.of());
        assertThat(settlement.holds()).isNull();
        assertThat(settlement.inFlight()).isNull();
        assertThat(Settlement.currencies("us", HERE, null)).containsExactly("EUR");
        assertThat(Settlement.currencies("ap", HERE, null)).isEmpty();
    }

    @Test
    void theAlarmTellsTheSumsOfBothSides() {
        assertThat(Alarm.told(new RegionId("eu"), of(sum(1, 101), Set.of())))
                .isEqualTo(
                        "settlement from=eu to=us currency=EUR holds=false sent=112/3"
                                + " received=101/1 inFlight=12/2 owed=92/4 booked=92/4");
        assertThat(Alarm.told(new RegionId("eu"), of(null, Set.of())))
                .contains("received=? inFlight=?");
    }
}
