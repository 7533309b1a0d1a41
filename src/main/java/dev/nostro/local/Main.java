package dev.nostro.local;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/// Everything on this machine: `up`, `status`, `down` and `chaos` of the command line.
public final class Main {

    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private Main() {}

    public static void main(String[] words) throws InterruptedException {
        System.exit(run(List.of(words), System.out, System.err));
    }

    private static int run(List<String> words, PrintStream out, PrintStream err)
            throws InterruptedException {
        var home = new NostroHome(Path.of(System.getProperty("nostro.home", ".nostro")));
        try {
            return switch (Request.parse(words, System.getenv())) {
                case Request.Up up when up.detach() -> new DetachedUp(home, words, out).run();
                case Request.Up up -> new Launcher(home, up, out).run();
                case Request.Status _ -> new StatusReport(home, out).run();
                case Request.Chaos _ -> new ChaosCall(home, words, out, err).run();
                case Request.Down down -> new Shutdown(home, out).run(down.wipe());
            };
        } catch (UsageError e) {
            err.println(e.told());
            return MISUSED;
        } catch (IOException e) {
            err.println("nostro: " + e.getMessage());
            return FAILED;
        }
    }
}
