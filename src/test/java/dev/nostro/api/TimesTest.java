package dev.nostro.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Times on the wire.
final class TimesTest {

    private static final long SEED = 20_260_131;

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T12:00:00Z, 2026-01-31T12:00:00.000000Z",
        "2026-01-31T12:00:00.1Z, 2026-01-31T12:00:00.100000Z",
        "2026-01-31T12:00:00.000420Z, 2026-01-31T12:00:00.000420Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00.000000Z",
        "9999-12-31T23:59:59Z, 9999-12-31T23:59:59.000000Z",
    })
    void areWrittenInUtcWithMicroseconds(Instant time, String text) {
        assertThat(Times.write(time)).isEqualTo(text);
        assertThat(Times.write(time)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T12:00:00Z, 2026-01-31T12:00:00Z",
        "2026-01-31T12:00:00.123456Z, 2026-01-31T12:00:00.123456Z",
        "2026-01-31T12:00:00.123456999Z, 2026-01-31T12:00:00.123456Z",
        "2026-01-31T12:00:00+01:00, 2026-01-31T11:00:00Z",
        "2026-01-31T23:30:00-05:00, 2026-02-01T04:30:00Z",
        "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z",
    })
    void areReadWithAnyOffset(String text, Instant time) {
        assertThat(Times.read("from", text)).isEqualTo(time);
    }

    @Test
    void areReadAsTheyWereWritten() {
        Random random = new Random(SEED);
        for (int round = 0; round < 1_000; round++) {
            Instant time =
                    Instant.EPOCH
                            .plusSeconds(random.nextLong(-10_000_000_000L, 10_000_000_000L))
                            .plus(random.nextInt(1_000_000), ChronoUnit.MICROS);

            assertThat(Times.read("at", Times.write(time))).isEqualTo(time);
        }
    }

    @Test
    void mayBeAbsent() {
        assertThat(Times.read("from", null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2026-01-31",
                "12:00:00Z",
                "2026-01-31T12:00:00",
                "2026-01-31 12:00:00Z",
                "2026-01-31T12:00:00 01:00",
                "2026-02-30T12:00:00Z",
                "2023-02-29T12:00:00Z",
                "2026-01-31T24:00:00Z",
                "2026-01-31T23:59:60Z",
                "2026-01-31T12:00:00.1234567890Z",
                "1769860800",
                "0000-12-31T23:59:59Z",
                "-0001-01-01T00:00:00Z",
                "10000-01-01T00:00:00Z",
                "+10000-01-01T00:00:00Z",
                "+999999999-12-31T23:59:59-18:00",
                "-999999999-01-01T00:00:00+18:00",
                "\u0662026-01-31T12:00:00Z",
            })
    void areNotReadFromAnythingElse(String text) {
        assertThatThrownBy(() -> Times.read("from", text))
                .isInstanceOfSatisfying(
                        Malformed.class,
                        malformed ->
                                assertThat(malformed.errors().getFirst().field())
                                        .isEqualTo("from"));
    }
}
