package dev.nostro.local;

import dev.nostro.region.RegionId;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/// The words of a command line, taken one by one and checked as they are taken.
final class Words {

    private static final int HUNDREDTHS = 100;

    private final String command;
    private final Queue<String> rest;

    /// @param command what to call in messages
    Words(String command, List<String> rest) {
        this.command = command;
        this.rest = new ArrayDeque<>(rest);
    }

    boolean isEmpty() {
        return rest.isEmpty();
    }

    /// Takes the next word; there must be one.
    String next() {
        return rest.remove();
    }

    /// Takes the next word if it is this one.
    boolean take(String word) {
        var there = word.equals(rest.peek());
        if (there) {
            rest.remove();
        }
        return there;
    }

    /// Takes what belongs to an option, or is called so in the help.
    String value(String of) throws UsageError {
        var value = rest.poll();
        if (value == null) {
            throw new UsageError(of + " needs a value");
        }
        return value;
    }

    int number(String of, int most) throws UsageError {
        return number(of, value(of), most);
    }

    static int number(String of, String text, int most) throws UsageError {
        if (text.matches("[0-9]{1,5}")) {
            var number = Integer.parseInt(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        }
        throw new UsageError(of + " takes a number from 1 to " + most + ", not " + text);
    }

    String region(String of) throws UsageError {
        return named(value(of));
    }

    List<String> regions(String of) throws UsageError {
        var names = List.of(value(of).split(",", -1));
        for (var name : names) {
            var _ = named(name);
        }
        if (names.stream().distinct().count() < names.size()) {
            throw new UsageError(of + " names a region twice: " + String.join(",", names));
        }
        if (names.size() > Links.MOST_REGIONS) {
            throw new UsageError(of + " takes at most " + Links.MOST_REGIONS + " regions");
        }
        return names;
    }

    /// A one-way delay of a link: `40ms`, `1s`.
    Duration delay(String of) throws UsageError {
        var text = value(of);
        if (text.matches("[0-9]{1,5}(ms|s)")) {
            var number = Long.parseLong(text.replaceAll("[a-z]", ""));
            var delay =
                    text.endsWith("ms") ? Duration.ofMillis(number) : Duration.ofSeconds(number);
            if (delay.compareTo(Line.LONGEST_DELAY) <= 0) {
                return delay;
            }
        }
        throw new UsageError(of + " takes a time up to 10s, such as 40ms, not " + text);
    }

    /// A share of segments, `5%` or `0.25%`, in hundredths of a percent.
    int share(String of) throws UsageError {
        var text = value(of);
        if (text.matches("[0-9]{1,3}(\\.[0-9]{1,2})?%")) {
            var percent = new BigDecimal(text.substring(0, text.length() - 1));
            var share = percent.multiply(BigDecimal.valueOf(HUNDREDTHS)).intValueExact();
            if (share <= Line.MOST_LOSS) {
                return share;
            }
        }
        throw new UsageError(of + " takes a share from 0% to 50%, such as 5%, not " + text);
    }

    /// Refuses what is left.
    void end() throws UsageError {
        if (!rest.isEmpty()) {
            throw new UsageError(command + " has no option " + rest.peek());
        }
    }

    private static String named(String text) throws UsageError {
        try {
            return new RegionId(text).name();
        } catch (IllegalArgumentException e) {
            throw new UsageError(text + " is not how a region can be called", e);
        }
    }
}
