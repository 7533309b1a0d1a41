package dev.nostro.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostro.region.RegionId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a token proves, and what it does not.
final class RegionTokenTest {

    private static final String SECRET = "sixteen-or-longer";
    private static final Instant START = Instant.parse("2026-11-23T09:15:00Z");
    private static final RegionId EU = new RegionId("eu");
    private static final RegionId US = new RegionId("us");
    private static final RegionId AP = new RegionId("ap");

    private Instant now = START;
    private final RegionToken tokens = new RegionToken(SECRET, () -> now);
    private final String token = tokens.make(EU, US);

    @Test
    void letsTheCallerInAtTheCallee() {
        assertThat(tokens.wrong(token, EU, US)).isEmpty();
    }

    @Test
    void isOfNoUseToCallAnotherRegionOrToPassForOne() {
        assertThat(tokens.wrong(token, EU, AP)).hasValue("a token for somebody else");
        assertThat(tokens.wrong(token, AP, US)).hasValue("a token for somebody else");
        assertThat(tokens.wrong(token, US, EU)).hasValue("a token for somebody else");
    }

    @Test
    void isOfNoUseWithAnotherSecret() {
        RegionToken others = new RegionToken(SECRET + "!", () -> now);
        assertThat(others.wrong(token, EU, US)).hasValue("a token for somebody else");
    }

    @Test
    void expires() {
        now = START.plus(RegionToken.LIFE).plus(RegionToken.SKEW);
        assertThat(tokens.wrong(token, EU, US)).isEmpty();
        now = now.plusSeconds(1);
        assertThat(tokens.wrong(token, EU, US)).hasValue("an expired token");
    }

    @Test
    void isGoodWhereTheClockIsALittleBehindAndNotWhereItLivesTooLong() {
        now = START.minus(RegionToken.SKEW);
        assertThat(tokens.wrong(token, EU, US)).isEmpty();
        now = now.minus(Duration.ofSeconds(1));
        assertThat(tokens.wrong(token, EU, US)).hasValue("a token that lives too long");
    }

    @Test
    void cannotBeMadeToLiveLonger() {
        String mac = token.substring(token.indexOf('.'));
        String later = START.plus(RegionToken.LIFE).plusSeconds(9).getEpochSecond() + mac;
        assertThat(tokens.wrong(later, EU, US)).hasValue("a token for somebody else");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", ".", "x", "x.y", ".mac", "99999999999999999999.mac", "1e3.mac"})
    void isNotAnythingElse(@Nullable String text) {
        assertThat(tokens.wrong(text, EU, US)).isPresent();
    }

    @Test
    void isNotCutShort() {
        String cut = token.substring(0, token.length() - 1);
        assertThat(tokens.wrong(cut, EU, US)).hasValue("a token for somebody else");
        assertThat(tokens.wrong(token + "x", EU, US)).hasValue("a token for somebody else");
    }
}
