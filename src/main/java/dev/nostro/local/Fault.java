package dev.nostro.local;

import java.time.Duration;
import java.util.OptionalInt;

/// What `nostro chaos` does to links, nodes and databases.
sealed interface Fault {

    /// Nothing passes any more between two regions, or from the one to the other.
    record Cut(String one, String other, boolean oneWay) implements Fault {}

    /// Everything passes again between two regions.
    record Heal(String one, String other) implements Fault {}

    /// So long it takes from now on between two regions, each way.
    record Delay(String one, String other, Duration oneWay) implements Fault {}

    /// So many of 10,000 segments get lost from now on between two regions, each way.
    record Lose(String one, String other, int of10000) implements Fault {}

    /// SIGKILL.
    record Kill(Target target) implements Fault {}

    /// SIGSTOP.
    record Pause(Target target) implements Fault {}

    /// SIGCONT.
    record Resume(Target target) implements Fault {}

    /// Start again: what was killed and what runs.
    record Restart(Target target) implements Fault {}

    /// A node of a region; its database where no number is given.
    record Target(String region, OptionalInt node) {
        @Override
        public String toString() {
            return (node.isPresent() ? "node " + node.getAsInt() : "the database")
                    + " of "
                    + region;
        }
    }

    /// Reads the words after `chaos`.
    static Fault parse(Words words) throws UsageError {
        if (words.isEmpty()) {
            throw new UsageError("chaos needs to be told what to do");
        }
        var what = words.next();
        return switch (what) {
            case "cut" -> cut(words);
            case "heal" -> {
                var one = words.region("heal");
                yield new Heal(one, other(one, words));
            }
            case "delay" -> {
                var one = words.region("delay");
                yield new Delay(one, other(one, words), words.delay("delay"));
            }
            case "lose" -> {
                var one = words.region("lose");
                yield new Lose(one, other(one, words), words.share("lose"));
            }
            case "kill" -> new Kill(target("kill", words));
            case "pause" -> new Pause(target("pause", words));
            case "resume" -> new Resume(target("resume", words));
            case "restart" -> new Restart(target("restart", words));
            default -> throw new UsageError("chaos cannot " + what);
        };
    }

    private static Cut cut(Words words) throws UsageError {
        var oneWay = words.take("--one-way");
        var from = words.region("cut");
        var to = other(from, words);
        return new Cut(from, to, words.take("--one-way") || oneWay);
    }

    private static String other(String one, Words words) throws UsageError {
        if (words.isEmpty()) {
            throw new UsageError("a link is named by two regions, such as eu us");
        }
        var other = words.region("link");
        if (other.equals(one)) {
            throw new UsageError("there is no link from " + one + " to itself");
        }
        return other;
    }

    private static Target target(String what, Words words) throws UsageError {
        var region = words.region(what);
        if (words.isEmpty()) {
            throw new UsageError(what + " needs a node's number, or db: " + what + " eu 0");
        }
        var which = words.next();
        if (which.equals("db")) {
            return new Target(region, OptionalInt.empty());
        }
        if (!which.matches("[0-9]{1,2}")) {
            throw new UsageError(what + " takes a node's number, or db, not " + which);
        }
        return new Target(region, OptionalInt.of(Integer.parseInt(which)));
    }
}
