package dev.nostro.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ProcessMarkTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void findsTheProcessAgainFromItsText() {
        var mark = ProcessMark.own();
        assertThat(ProcessMark.parse(mark.toString())).isEqualTo(mark);
        assertThat(mark.find()).contains(ProcessHandle.current());
    }

    @Test
    void takesNoLaterProcessOfTheSamePidForIt() {
        var own = ProcessMark.own();
        var earlier = new ProcessMark(own.pid(), own.startedAt().minusSeconds(60));
        assertThat(earlier.isAlive()).isFalse();
        earlier.kill();
    }

    @Test
    void endsAProcessAlsoWhenItIsPaused() throws Exception {
        var process = new ProcessBuilder("/bin/sh", "-c", "exec sleep 100").start();
        var mark = ProcessMark.of(process.toHandle());
        mark.signalTree(Signal.STOP);
        mark.end(Signal.TERM, SOON);
        assertThat(process.waitFor()).isNotZero();
        assertThat(mark.isAlive()).isFalse();
    }

    @Test
    void forcesAProcessThatDoesNotListen() throws Exception {
        var process =
                new ProcessBuilder("/bin/sh", "-c", "trap '' TERM; echo ready; read line").start();
        assertThat(process.inputReader().readLine()).isEqualTo("ready");
        ProcessMark.of(process.toHandle()).end(Signal.TERM, Duration.ofMillis(200));
        assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void signalsNeitherEverybodyNorTheFirstProcess() {
        for (var pid : new long[] {-1, 0, 1}) {
            assertThatThrownBy(() -> Signal.TERM.send(pid))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
