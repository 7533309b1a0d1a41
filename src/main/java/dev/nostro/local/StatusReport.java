package dev.nostro.local;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// `nostro status`: what runs here, and whether it serves.
record StatusReport(NostroHome home, PrintStream out) {

    /// What a launcher is asked for how its links are set.
    static final List<String> ASK_LINKS = List.of("links");

    /// A launcher that is paused says nothing.
    private static final Duration ASK_LIMIT = Duration.ofSeconds(2);

    private static final int ALL_RUN = 0;
    private static final int SOME_DOWN = 1;
    private static final int NOTHING_RUNS = 3;
    private static final String ROW = "%-7s %-9s %-27s %8s %-9s %8s%n";

    int run() throws IOException {
        var state = RunningState.read(home.state()).filter(StatusReport::anyAlive);
        if (state.isEmpty()) {
            out.println("Nothing runs.");
            return NOTHING_RUNS;
        }
        out.printf(Locale.ROOT, ROW, "REGION", "WHAT", "WHERE", "PID", "STATE", "RSS");
        var allRun = true;
        for (var part : state.get().parts()) {
            allRun &= row(part);
        }
        var launched = state.get().launcher().isAlive();
        if (!launched) {
            out.println("The launcher was killed; ./nostro down ends what it has left.");
        } else if (!state.get().ready()) {
            out.println("It is starting.");
        } else {
            links();
        }
        return allRun && launched && state.get().ready() ? ALL_RUN : SOME_DOWN;
    }

    private void links() {
        try {
            var answer = ControlPort.call(home.control(), ASK_LINKS, ASK_LIMIT);
            if (answer.code() == 0 && !answer.text().isEmpty()) {
                out.println("Links: " + answer.text().replace("\n", "\n       "));
            }
        } catch (IOException _) {
            out.println("The launcher does not answer.");
        }
    }

    private static boolean anyAlive(RunningState state) {
        return state.launcher().isAlive()
                || state.parts().stream().anyMatch(part -> part.process().isAlive());
    }

    /// True if this part does its work.
    private boolean row(RunningState.Part part) {
        var alive = part.process().isAlive();
        var pid = alive ? Long.toString(part.process().pid()) : "-";
        return switch (part) {
            case RunningState.DatabasePart(var region, var port, _) -> {
                var where = "127.0.0.1:" + port;
                var word = alive ? "runs" : "down";
                // Its processes share most of their memory: a sum would count it many times.
                out.printf(Locale.ROOT, ROW, region, "database", where, pid, word, "-");
                yield alive;
            }
            case RunningState.NodePart(var region, var number, var url, var process) -> {
                var ready = alive && NodeProcess.isReady(url);
                var word = ready ? "ready" : alive ? "not ready" : "down";
                var rss = alive ? residentMemory(process.pid()) : "-";
                out.printf(Locale.ROOT, ROW, region, "node " + number, url, pid, word, rss);
                yield ready;
            }
        };
    }

    private static String residentMemory(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> line.replaceAll("[^0-9]", ""))
                    .map(kilobytes -> Long.parseLong(kilobytes) / 1024 + " MB")
                    .findFirst()
                    .orElse("-");
        } catch (IOException _) {
            return "-";
        }
    }
}
