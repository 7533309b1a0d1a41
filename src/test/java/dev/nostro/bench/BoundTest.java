package dev.nostro.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostro.bench.Measurement.Latency;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class BoundTest {
    private final Results results = new Results();

    @Test
    void saysNothingOfWhatWasNotMeasured() {
        assertThat(Bound.of(results)).isEmpty();
    }

    @Test
    void comparesTheMedianWithTheLimit() {
        measured(Case.UNIFORM_64, Lanes.SERVICE, 9_000, 11_000, 12_000);

        assertThat(bound("single transfers, 64 connections"))
                .hasValueSatisfying(bound -> {
                    assertThat(bound.measured()).isEqualTo(11_000);
                    assertThat(bound.reached()).isTrue();
                });
    }

    @Test
    void comparesNeighboursOfOneRound() {
        measured(Case.UNIFORM_64, Lanes.SERVICE, 10_000, 5_000, 8_000);
        measured(Case.UNIFORM_64, Lanes.ONE_BY_ONE, 1_000, 1_000, 4_000);

        assertThat(bound("to batch bound 1"))
                .hasValueSatisfying(bound -> {
                    assertThat(bound.measured()).isEqualTo(5);
                    assertThat(bound.reached()).isTrue();
                });
    }

    @Test
    void saysWhenABoundIsNotReached() {
        measured(Case.BATCH, Lanes.SERVICE, 7_400);
        measured(Case.RAW, "batches of 100", 9_000);
        measured(Case.RAW, "batches of 500", 10_000);

        assertThat(bound("batch endpoint to the raw limit"))
                .hasValueSatisfying(bound -> {
                    assertThat(bound.reached()).isFalse();
                    assertThat(bound.line()).startsWith("NOT REACHED").contains("0.74");
                });
    }

    @Test
    void aLatencyMayBeAtMostItsLimit() {
        measured(Case.UNIFORM_1, Lanes.SERVICE, 500);

        assertThat(bound("one connection, p50"))
                .hasValueSatisfying(bound -> assertThat(bound.reached()).isTrue());
    }

    private Optional<Bound> bound(String end) {
        return Bound.of(results).stream().filter(each -> each.what().endsWith(end)).findFirst();
    }

    private void measured(Case of, String variant, double... rates) {
        for (double rate : rates) {
            results.add(
                    new Lane.Name(of, variant, "closed"),
                    new Measurement(
                            rate,
                            new Latency(4, 5, 6, 7),
                            0,
                            Meter.Cost.UNKNOWN,
                            OptionalLong.empty()));
        }
    }
}
