package dev.nostro.local;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/// `nostro chaos`: has the launcher that runs break something, or mend it.
record ChaosCall(NostroHome home, List<String> words, PrintStream out, PrintStream err) {

    /// A start of a node or a database takes less, or fails.
    private static final Duration LIMIT = Duration.ofMinutes(6);

    private static final int FAILED = 1;

    int run() throws IOException {
        var running = RunningState.read(home.state()).filter(s -> s.launcher().isAlive());
        if (running.isEmpty()) {
            err.println("nostro: nothing runs; start it with ./nostro up");
            return FAILED;
        }
        if (!running.get().ready()) {
            err.println("nostro: it is starting; wait until it is ready");
            return FAILED;
        }
        var answer = ControlPort.call(home.control(), words, LIMIT);
        (answer.code() == 0 ? out : err).println(answer.text());
        return answer.code();
    }
}
