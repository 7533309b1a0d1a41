package dev.nostro.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestTest {

    @Test
    void upStartsOneNodeOfEuOn8080() throws UsageError {
        assertThat(parse("up")).isEqualTo(new Request.Up("eu", 1, 8080, false));
    }

    @Test
    void upTakesItsOptionsInAnyOrder() throws UsageError {
        assertThat(parse("up --detach --nodes 3 --port 9000 --regions us"))
                .isEqualTo(new Request.Up("us", 3, 9000, true));
    }

    @Test
    void anOptionWinsOverTheEnvironment() throws UsageError {
        var environment = Map.of("NOSTRO_PORT", "9100");
        assertThat(Request.parse(List.of("up"), environment))
                .isEqualTo(new Request.Up("eu", 1, 9100, false));
        assertThat(Request.parse(List.of("up", "--port", "9200"), environment))
                .isEqualTo(new Request.Up("eu", 1, 9200, false));
    }

    @Test
    void downWipesOnlyWhenToldSo() throws UsageError {
        assertThat(parse("down")).isEqualTo(new Request.Down(false));
        assertThat(parse("down --wipe")).isEqualTo(new Request.Down(true));
        assertThat(parse("status")).isEqualTo(new Request.Status());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    fly                | no command fly
                    up --wan 40ms      | up has no option --wan
                    up --regions eu,us | several regions are not part of this version
                    up --regions EU    | EU is not how a region can be called
                    up --regions       | --regions needs a value
                    up --nodes 0       | --nodes takes a number from 1 to 16, not 0
                    up --nodes 17      | --nodes takes a number from 1 to 16, not 17
                    up --nodes -1      | --nodes takes a number from 1 to 16, not -1
                    up --port 65536    | --port takes a number from 1 to 65535, not 65536
                    up --port 999999   | --port takes a number from 1 to 65535, not 999999
                    status --all       | status has no option --all
                    down --wipe twice  | down has no option twice
                    """)
    void saysWhatItDoesNotUnderstand(String words, String message) {
        assertThatThrownBy(() -> parse(words))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining(message);
    }

    @Test
    void saysThatACommandIsMissing() {
        assertThatThrownBy(() -> Request.parse(List.of(), Map.of()))
                .isInstanceOf(UsageError.class)
                .hasMessage("no command");
    }

    private static Request parse(String words) throws UsageError {
        return Request.parse(List.of(words.split(" ", -1)), Map.of());
    }
}
