package dev.nostro.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class OptionsTest {

    @Test
    void measuresEverythingUnlessTold() throws Usage {
        Options options = Options.parse();

        assertThat(options.cases()).isEqualTo(EnumSet.allOf(Case.class));
        assertThat(options.seconds()).isEqualTo(10);
        assertThat(options.rounds()).isEqualTo(3);
        assertThat(options.json()).isFalse();
        assertThat(options.url()).isEmpty();
    }

    @Test
    void takesCasesAndOptionsInAnyOrder() throws Usage {
        Options options = Options.parse("raw", "--seconds", "4", "uniform-64", "--json");

        assertThat(options.cases()).containsExactly(Case.UNIFORM_64, Case.RAW);
        assertThat(options.seconds()).isEqualTo(4);
        assertThat(options.json()).isTrue();
    }

    @Test
    void aGroupMeansAllOfIt() throws Usage {
        assertThat(Options.parse("uniform").cases())
                .containsExactly(
                        Case.UNIFORM_1, Case.UNIFORM_16, Case.UNIFORM_64, Case.UNIFORM_256);
    }

    @Test
    void aForeignServiceIsMeasuredAsFarAsItCanBe() throws Usage {
        Options options = Options.parse("--url", "http://127.0.0.1:8080");

        assertThat(options.url()).contains(URI.create("http://127.0.0.1:8080"));
        assertThat(options.cases())
                .doesNotContain(Case.RAW, Case.STATEMENTS, Case.GROWTH, Case.START)
                .noneMatch(Case::needsWorld);
        assertThat(options.cases()).contains(Case.UNIFORM_64, Case.OPEN);
    }

    @Test
    void refusesWhatCannotBeMeasuredOnAForeignService() {
        assertThatThrownBy(() -> Options.parse("raw", "--url", "http://127.0.0.1:8080"))
                .isInstanceOf(Usage.class)
                .hasMessageContaining("raw");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        Stream.of(
                        new String[] {"uniformly"},
                        new String[] {""},
                        new String[] {"uniform-"},
                        new String[] {"--fast"},
                        new String[] {"--seconds"},
                        new String[] {"--seconds", "0"},
                        new String[] {"--seconds", "ten"},
                        new String[] {"--rounds", "100"},
                        new String[] {"--url", "ftp://somewhere"},
                        new String[] {"--url", "not a url"})
                .forEach(arguments ->
                        assertThatThrownBy(() -> Options.parse(arguments))
                                .as(String.join(" ", arguments))
                                .isInstanceOf(Usage.class));
    }

    @Test
    void everyCaseCanBeNamed() throws Usage {
        for (Case each : Case.values()) {
            assertThat(Case.named(each.label())).containsExactly(each);
        }
    }
}
