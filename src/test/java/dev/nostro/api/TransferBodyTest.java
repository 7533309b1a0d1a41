package dev.nostro.api;

import static dev.nostro.api.Samples.EU;
import static dev.nostro.api.Samples.NOON;
import static dev.nostro.api.Samples.queued;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A transfer that has waited, as it is now.
final class TransferBodyTest {

    private static final Instant SETTLED = NOON.plusSeconds(61);
    private static final String CREATED = "2026-01-31T12:00:00.000420Z";
    private static final String POSTED = "2026-01-31T12:01:00.000420Z";

    @Test
    void tellsWhatBecameOfATransferThatWaited() {
        List<TransferBody> bodies =
                Samples.endings().stream()
                        .map(end -> TransferBody.of(queued(end), EU, null))
                        .toList();

        assertThat(bodies)
                .extracting(TransferBody::status)
                .containsExactly("posted", "refused", "expired");
        assertThat(bodies).extracting(TransferBody::path).containsOnly("crossing");
        assertThat(bodies).extracting(TransferBody::createdAt).containsOnly(CREATED);
        assertThat(bodies).extracting(TransferBody::postedAt).containsExactly(POSTED, null, null);
        assertThat(bodies)
                .extracting(TransferBody::reason)
                .containsExactly(null, "TO_CLOSED", null);
        assertThat(bodies)
                .extracting(TransferBody::fromAccount)
                .containsExactly(
                        new TransferBody.Payer("eu-195", "875.00", "875.00", 18), null, null);
    }

    @Test
    void tellsWhenATransferThatWaitedHasArrived() {
        TransferBody body = TransferBody.of(queued(Samples.endings().getFirst()), EU, SETTLED);

        assertThat(body.settledAt()).isEqualTo("2026-01-31T12:01:01.000420Z");
    }
}
