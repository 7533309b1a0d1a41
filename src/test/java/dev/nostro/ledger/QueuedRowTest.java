package dev.nostro.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostro.account.AccountId;
import dev.nostro.money.Money;
import dev.nostro.region.RegionId;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.CommandId;
import dev.nostro.transfer.CrossingId;
import dev.nostro.transfer.Outcome;
import dev.nostro.transfer.Reason;
import java.time.Instant;
import java.util.Currency;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A transfer that waits as rows, and back, whatever has become of it.
final class QueuedRowTest {

    private static final RegionId EU = new RegionId("eu");
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00.000001Z");
    private static final Instant LATER = NOON.plusSeconds(9);
    private static final Command.Transfer WAITED =
            new Command.Transfer(
                    CommandId.of(EU, "alice", "k"),
                    "alice",
                    AccountId.of("eu-195"),
                    AccountId.of("us-292"),
                    new Money(10, Currency.getInstance("EUR")),
                    null,
                    Map.of());

    @Test
    void aTransferThatWaitsHasNoOtherColumnsThanItsOwn() {
        OutcomeRow row = OutcomeRow.of(queued(null), EU);

        assertThat(row.status()).isEqualTo("queued");
        assertThat(row.to()).isEqualTo(new OutcomeRow.Side(null, "us-292"));
        assertThat(row.fromSeq()).isNull();
        assertThat(row.fromVersion()).isNull();
        assertThat(row.crossing()).isNull();
        assertThat(read(row, queued(null))).isEqualTo(queued(null));
        assertThatThrownBy(() -> OutcomeRow.become(queued(null), EU))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @MethodSource("endings")
    void aTransferThatWaitedIsReadAsWhatItHasBecome(Outcome.Ending end) {
        Outcome.Queued ended = queued(end);

        assertThat(read(OutcomeRow.become(ended, EU), ended)).isEqualTo(ended);
    }

    static Stream<Outcome.Ending> endings() {
        return Stream.of(
                new Outcome.Sent(
                        WAITED,
                        LATER,
                        new Outcome.Payer(7, 9, -3, 4),
                        new CrossingId(new UUID(1, 2))),
                new Outcome.Refused(WAITED, LATER, Reason.TO_CLOSED),
                new Outcome.Expired(LATER));
    }

    private static Outcome.Queued queued(Outcome.@Nullable Ending end) {
        return new Outcome.Queued(
                WAITED, NOON, new Outcome.Holder(8, 7, 6), NOON.plusSeconds(60), end);
    }

    private static Outcome.Recorded read(OutcomeRow row, Outcome.Queued queued) {
        QueuedEntity waited = new QueuedEntity();
        waited.version = queued.holder().version();
        waited.balance = queued.holder().balance();
        waited.available = queued.holder().available();
        waited.expiresAt = queued.expiresAt();
        waited.endedAt = queued.end() == null ? null : queued.end().at();
        Long balance = Outcome.Sent.in(queued).map(sent -> sent.payer().balance()).orElse(null);
        return OutcomeRowTest.reader()
                .recorded(new Object[] {OutcomeRowTest.entity(row), balance, waited});
    }
}
