package dev.nostro.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
final class ControlPortTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    @TempDir Path folder = Path.of("");

    private final List<List<String>> heard = new CopyOnWriteArrayList<>();
    private Path file = folder;

    @BeforeEach
    void chooseFile() {
        file = folder.resolve("control.properties");
    }

    @Test
    void carriesWordsThereAndTheAnswerBack() throws Exception {
        try (var _ = open()) {
            var answer = ControlPort.call(file, List.of("chaos", "cut", "eu", "us"), LIMIT);
            assertThat(answer).isEqualTo(new ControlPort.Answer(1, "no\nas you see"));
            assertThat(heard).containsExactly(List.of("chaos", "cut", "eu", "us"));
        }
    }

    @Test
    void hearsNobodyWithoutTheSecret() throws Exception {
        try (var _ = open()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            var port = PropertyFile.read(file).getOrDefault("port", "");
            PropertyFile.write(file, Map.of("port", port, "secret", "guessed"));
            assertThatThrownBy(() -> ControlPort.call(file, List.of("chaos"), LIMIT))
                    .isInstanceOf(IOException.class)
                    .hasMessage("The launcher gave no answer");
            assertThat(heard).isEmpty();
        }
    }

    @Test
    void readsNoMoreThanACallNeeds() throws Exception {
        try (var _ = open()) {
            var port = Integer.parseInt(PropertyFile.read(file).getOrDefault("port", ""));
            try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
                socket.getOutputStream().write("x".repeat(4_096).getBytes(UTF_8));
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void leavesNoFileBehind() throws Exception {
        open().close();
        assertThat(file).doesNotExist();
    }

    private ControlPort open() throws IOException {
        return ControlPort.open(
                file,
                words -> {
                    heard.add(words);
                    return new ControlPort.Answer(1, "no\nas you see");
                });
    }
}
