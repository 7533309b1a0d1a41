package dev.nostro.local;

import dev.nostro.region.RegionId;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/// What the command line asks for, checked once.
sealed interface Request {

    int FIRST_PORT = 8080;
    int MOST_NODES = 16;
    int LAST_PORT = 65_535;

    /// Start everything; node n answers on port `firstPort` + n.
    record Up(String region, int nodes, int firstPort, boolean detach) implements Request {}

    /// Tell what runs.
    record Status() implements Request {}

    /// Stop everything; `wipe` then deletes the data.
    record Down(boolean wipe) implements Request {}

    /// Reads the words after `nostro`.
    ///
    /// @throws UsageError when the words ask for nothing that exists
    static Request parse(List<String> words, Map<String, String> environment) throws UsageError {
        var rest = new ArrayDeque<>(words);
        var command = rest.poll();
        return switch (command) {
            case "up" -> up(rest, environment);
            case "status" -> {
                refuse(rest, "status");
                yield new Status();
            }
            case "down" -> {
                var wipe = "--wipe".equals(rest.peek());
                if (wipe) {
                    rest.remove();
                }
                refuse(rest, "down");
                yield new Down(wipe);
            }
            case null -> throw new UsageError("no command");
            default -> throw new UsageError("there is no command " + command);
        };
    }

    private static Up up(Queue<String> words, Map<String, String> environment) throws UsageError {
        var region = "eu";
        var nodes = 1;
        var port =
                number(
                        "NOSTRO_PORT",
                        environment.getOrDefault("NOSTRO_PORT", "" + FIRST_PORT),
                        LAST_PORT);
        var detach = false;
        while (words.peek() != null) {
            var word = words.remove();
            switch (word) {
                case "--regions" -> region = region(value(word, words));
                case "--nodes" -> nodes = number(word, value(word, words), MOST_NODES);
                case "--port" -> port = number(word, value(word, words), LAST_PORT);
                case "--detach" -> detach = true;
                default -> throw new UsageError("up has no option " + word);
            }
        }
        return new Up(region, nodes, port, detach);
    }

    private static String region(String text) throws UsageError {
        if (text.contains(",")) {
            throw new UsageError("several regions are not part of this version; name one");
        }
        try {
            return new RegionId(text).name();
        } catch (IllegalArgumentException e) {
            throw new UsageError(text + " is not how a region can be called", e);
        }
    }

    private static int number(String option, String text, int most) throws UsageError {
        if (text.matches("[0-9]{1,5}")) {
            var number = Integer.parseInt(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        }
        throw new UsageError(option + " takes a number from 1 to " + most + ", not " + text);
    }

    private static String value(String option, Queue<String> words) throws UsageError {
        var value = words.poll();
        if (value == null) {
            throw new UsageError(option + " needs a value");
        }
        return value;
    }

    private static void refuse(Queue<String> words, String command) throws UsageError {
        if (words.peek() != null) {
            throw new UsageError(command + " has no option " + words.peek());
        }
    }
}
