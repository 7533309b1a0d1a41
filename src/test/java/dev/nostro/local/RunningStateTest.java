package dev.nostro.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RunningStateTest {

    private static final ProcessMark MARK =
            new ProcessMark(4711, Instant.parse("2026-11-22T10:15:30.120Z"));

    @TempDir Path folder = Path.of("");

    @Test
    void isReadAsItWasWritten() throws Exception {
        var file = folder.resolve("running.properties");
        var state =
                new RunningState(MARK, false, List.of())
                        .with(new RunningState.DatabasePart("eu", 5432, MARK))
                        .with(
                                new RunningState.NodePart(
                                        "eu", 1, URI.create("http://127.0.0.1:8081"), MARK))
                        .withReady();
        state.write(file);
        assertThat(RunningState.read(file)).contains(state);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void isEmptyWhereNothingWasWritten() throws Exception {
        assertThat(RunningState.read(folder.resolve("none"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "launcher=",
                "launcher=12",
                "launcher=12@yesterday",
                "launcher=12@2026-11-22T10:15:30Z\npart.0=",
                "launcher=12@2026-11-22T10:15:30Z\npart.0=node eu x y 12@2026-11-22T10:15:30Z",
                "launcher=\\u12"
            })
    void aFileThatMakesNoSenseBlocksNobody(String text) throws Exception {
        var file = folder.resolve("running.properties");
        Files.writeString(file, text);
        assertThat(RunningState.read(file)).isEmpty();
    }
}
