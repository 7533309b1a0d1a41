package dev.nostro.local;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;

/// `nostro down`: stops what runs, paused or not, and finds nothing the second time.
record Shutdown(NostroHome home, PrintStream out) {

    /// A launcher gives its nodes 30 s and its database 60 s.
    private static final Duration LAUNCHER_LIMIT = Duration.ofSeconds(100);

    int run(boolean wipe) throws IOException {
        var stopped = stopLauncher();
        if (new Leftovers(home).end() || stopped) {
            out.println("Stopped.");
        } else {
            out.println("Nothing runs.");
        }
        if (wipe) {
            OwnFolder.delete(home.data());
            out.println("The data is gone.");
        }
        return 0;
    }

    private boolean stopLauncher() throws IOException {
        var state = RunningState.read(home.state());
        var launcher = state.map(RunningState::launcher).filter(ProcessMark::isAlive);
        if (launcher.isEmpty()) {
            return false;
        }
        // A paused process answers no request to stop.
        state.get().databases().forEach(part -> part.process().signalTree(Signal.CONT));
        state.get().nodes().forEach(part -> part.process().signal(Signal.CONT));
        launcher.get().end(Signal.TERM, LAUNCHER_LIMIT);
        return true;
    }
}
