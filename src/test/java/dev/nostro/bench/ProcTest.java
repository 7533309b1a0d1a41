package dev.nostro.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcTest {
    @TempDir private Path root = Path.of("");

    @Test
    void addsChildrenThatLiveAndThoseThatHaveEnded() throws IOException {
        stat(7, "postgres", 1, 10, 5, 100, 50);
        stat(8, "postgres: checkpointer (x) y", 7, 3, 4, 1000, 1000);
        stat(9, "other", 1, 99, 99, 99, 99);
        Proc proc = new Proc(root);

        assertThat(proc.cpu(7)).hasValue(150_000);
        assertThat(proc.cpuWithChildren(7)).hasValue((165 + 7) * 10_000);
    }

    @Test
    void readsThePeakOfMemory() throws IOException {
        Files.createDirectories(root.resolve("7"));
        Files.writeString(root.resolve("7/status"), "Name:\tx\nVmHWM:\t  1024 kB\nVmRSS:\t 9 kB\n");

        assertThat(new Proc(root).peakMemory(7)).hasValue(1024 * 1024);
    }

    @Test
    void addsUpWhatTheMachineDidNotIdleAway() throws IOException {
        Files.writeString(root.resolve("stat"), "cpu  10 1 20 1000 500 2 3 4 0 0\ncpu0 1 1 1\n");

        assertThat(new Proc(root).busy()).hasValue((10 + 1 + 20 + 2 + 3 + 4) * 10_000);
    }

    @Test
    void saysNothingOfProcessesThatAreNot() {
        Proc proc = new Proc(root);

        assertThat(proc.cpu(1)).isEmpty();
        assertThat(proc.cpuWithChildren(1)).isEmpty();
        assertThat(proc.peakMemory(1)).isEmpty();
        assertThat(proc.busy()).isEmpty();
    }

    private void stat(int pid, String name, int parent, int... times) throws IOException {
        Files.createDirectories(root.resolve(Integer.toString(pid)));
        Files.writeString(
                root.resolve(pid + "/stat"),
                "%d (%s) S %d 3 4 5 6 7 8 9 10 11 %d %d %d %d 20 0 1 0 0 0"
                        .formatted(pid, name, parent, times[0], times[1], times[2], times[3]));
    }
}
