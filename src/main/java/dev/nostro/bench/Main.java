package dev.nostro.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/// `./nostro bench`: parses the command line, runs, prints.
///
/// Exit code 0 when everything was measured, 1 when something failed or the books do not agree with
/// the answers, 2 when the command line cannot be followed. A bound that is not reached is a
/// result, not a failure.
public final class Main {
    private static volatile boolean interrupted;

    private Main() {}

    /// Runs and exits.
    public static void main(String... arguments) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupted = true));
        PrintStream out = utf8(System.out);
        PrintStream err = utf8(System.err);
        int code = run(arguments, out, err);
        if (!interrupted) {
            System.exit(code);
        }
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        try {
            Options options = Options.parse(arguments);
            if (options.list()) {
                list(out);
                return 0;
            }
            Bench.Report report = new Bench(options, new Progress(err)).run();
            out.println(options.json() ? Json.of(report, options) : Table.of(report));
            return 0;
        } catch (Usage e) {
            err.println(e.getMessage());
            err.println();
            err.print(Options.USAGE);
            return 2;
        } catch (Mismatch e) {
            return failed(err, "THE BOOKS DO NOT AGREE WITH THE ANSWERS: " + e.getMessage());
        } catch (IOException | SQLException | UncheckedIOException e) {
            return failed(err, "bench failed: " + e + cause(e));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return failed(err, "bench was interrupted");
        }
    }

    private static int failed(PrintStream err, String message) {
        if (!interrupted) {
            err.println(message);
        }
        return 1;
    }

    private static String cause(Exception e) {
        return e.getCause() == null ? "" : " (" + e.getCause() + ")";
    }

    private static void list(PrintStream out) {
        for (Case each : Case.values()) {
            out.printf("%-12s %s%n", each.label(), each.line());
        }
    }

    private static PrintStream utf8(PrintStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }
}
