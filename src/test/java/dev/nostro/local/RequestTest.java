package dev.nostro.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestTest {

    private static final List<String> WORLD = List.of("eu", "us", "ap");

    private static final Duration WAN = Duration.ofMillis(40);

    @Test
    void upStartsThreeRegionsOfOneNodeFrom8080() throws UsageError {
        assertThat(parse("up"))
                .isEqualTo(new Request.Up(WORLD, 1, 8080, WAN, false, Optional.empty()));
    }

    @Test
    void upTakesItsOptionsInAnyOrder() throws UsageError {
        assertThat(parse("up --detach --nodes 3 --wan 1s --port 9000 --regions us,a1"))
                .isEqualTo(
                        new Request.Up(
                                List.of("us", "a1"),
                                3,
                                9000,
                                Duration.ofSeconds(1),
                                true,
                                Optional.empty()));
    }

    @Test
    void eachRegionHasAHundredPorts() throws UsageError {
        assertThat(parse("up --nodes 2"))
                .isInstanceOfSatisfying(
                        Request.Up.class,
                        up -> {
                            assertThat(up.port("eu", 0)).isEqualTo(8080);
                            assertThat(up.port("ap", 1)).isEqualTo(8281);
                            assertThat(up.urls("us"))
                                    .containsExactly(
                                            URI.create("http://127.0.0.1:8180"),
                                            URI.create("http://127.0.0.1:8181"));
                        });
    }

    @Test
    void anOptionWinsOverTheEnvironment() throws UsageError {
        var environment = Map.of("NOSTRO_PORT", "9100");
        assertThat(Request.parse(List.of("up"), environment))
                .isEqualTo(new Request.Up(WORLD, 1, 9100, WAN, false, Optional.empty()));
        assertThat(Request.parse(List.of("up", "--port", "9200"), environment))
                .isEqualTo(new Request.Up(WORLD, 1, 9200, WAN, false, Optional.empty()));
    }

    @Test
    void anOwnPostgresKeepsOneRegion() throws UsageError {
        var url = "jdbc:postgresql://db/nostro";
        var environment = Map.of("QUARKUS_DATASOURCE_JDBC_URL", url);
        assertThat(Request.parse(List.of("up"), environment))
                .isEqualTo(new Request.Up(List.of("eu"), 1, 8080, WAN, false, Optional.of(url)));
        assertThatThrownBy(() -> Request.parse(List.of("up", "--regions", "eu,us"), environment))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("your own PostgreSQL");
    }

    @Test
    void downWipesOnlyWhenToldSo() throws UsageError {
        assertThat(parse("down")).isEqualTo(new Request.Down(false));
        assertThat(parse("down --wipe")).isEqualTo(new Request.Down(true));
        assertThat(parse("status")).isEqualTo(new Request.Status());
    }

    @Test
    void chaosIsReadAsItIsWritten() throws UsageError {
        assertThat(chaos("cut eu us")).isEqualTo(new Fault.Cut("eu", "us", false));
        assertThat(chaos("cut us eu --one-way")).isEqualTo(new Fault.Cut("us", "eu", true));
        assertThat(chaos("cut --one-way us eu")).isEqualTo(new Fault.Cut("us", "eu", true));
        assertThat(chaos("heal eu us")).isEqualTo(new Fault.Heal("eu", "us"));
        assertThat(chaos("delay eu us 80ms"))
                .isEqualTo(new Fault.Delay("eu", "us", Duration.ofMillis(80)));
        assertThat(chaos("lose eu us 5%")).isEqualTo(new Fault.Lose("eu", "us", 500));
        assertThat(chaos("lose eu us 0.25%")).isEqualTo(new Fault.Lose("eu", "us", 25));
        var node = new Fault.Target("eu", OptionalInt.of(1));
        var database = new Fault.Target("eu", OptionalInt.empty());
        assertThat(chaos("kill eu 1")).isEqualTo(new Fault.Kill(node));
        assertThat(chaos("kill eu db")).isEqualTo(new Fault.Kill(database));
        assertThat(chaos("pause eu 1")).isEqualTo(new Fault.Pause(node));
        assertThat(chaos("resume eu 1")).isEqualTo(new Fault.Resume(node));
        assertThat(chaos("restart eu db")).isEqualTo(new Fault.Restart(database));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    fly                | no command fly
                    up --fast          | up has no option --fast
                    up --regions eu,eu | --regions names a region twice: eu,eu
                    up --regions eu,   | is not how a region can be called
                    up --regions a,b,c,d,e,f,g,h,i | --regions takes at most 8 regions
                    up --wan 40        | --wan takes a time up to 10s, such as 40ms, not 40
                    up --wan 11s       | --wan takes a time up to 10s, such as 40ms, not 11s
                    up --wan -1ms      | --wan takes a time up to 10s, such as 40ms, not -1ms
                    up --regions EU    | EU is not how a region can be called
                    up --regions       | --regions needs a value
                    up --nodes 0       | --nodes takes a number from 1 to 16, not 0
                    up --nodes 17      | --nodes takes a number from 1 to 16, not 17
                    up --nodes -1      | --nodes takes a number from 1 to 16, not -1
                    up --port 65536    | --port takes a number from 1 to 65535, not 65536
                    up --port 999999   | --port takes a number from 1 to 65535, not 999999
                    status --all       | status has no option --all
                    down --wipe twice  | down has no option twice
                    chaos              | chaos needs to be told what to do
                    chaos explode      | chaos cannot explode
                    chaos wipe eu      | chaos cannot wipe
                    chaos cut          | cut needs a value
                    chaos cut eu       | a link is named by two regions
                    chaos cut eu eu    | there is no link from eu to itself
                    chaos cut eu US    | US is not how a region can be called
                    chaos cut eu us ap | chaos has no option ap
                    chaos heal eu us --one-way | chaos has no option --one-way
                    chaos delay eu us  | delay needs a value
                    chaos delay eu us 5 | delay takes a time up to 10s, such as 40ms, not 5
                    chaos lose eu us 5 | lose takes a share from 0% to 50%, such as 5%, not 5
                    chaos lose eu us 51% | lose takes a share from 0% to 50%, such as 5%, not 51%
                    chaos lose eu us 0.001% | lose takes a share from 0% to 50%
                    chaos kill eu      | kill needs a node's number, or db
                    chaos kill eu all  | kill takes a node's number, or db, not all
                    chaos pause eu 100 | pause takes a node's number, or db, not 100
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

    private static Fault chaos(String words) throws UsageError {
        return ((Request.Chaos) parse("chaos " + words)).fault();
    }

    private static Request parse(String words) throws UsageError {
        return Request.parse(List.of(words.split(" ", -1)), Map.of());
    }
}
