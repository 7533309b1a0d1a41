package dev.nostro.bench;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// What can be measured, in the order in which a round measures it: what is compared stands close
/// together, because the machine's speed drifts.
enum Case {
    START("start to ready with a fresh PostgreSQL, in seconds", true),
    UNIFORM_1("single transfers over 10,000 accounts, 1 connection", false),
    UNIFORM_16("the same, 16 connections", false),
    UNIFORM_64("the same, 64 connections", false),
    RAW("the raw limit: the same rows by one SQL function, 2 sessions, no HTTP", true),
    BATCH("batch endpoint, 500 transfers each, 4 connections", false),
    UNIFORM_256("single transfers over 10,000 accounts, 256 connections", false),
    HOT_FROM("one account pays every transfer, funds checked, 64 connections", false),
    HOT_TO("one account receives every transfer, 64 connections", false),
    REPLAYS("keys that were sent before, 64 connections", false),
    REFUSALS("transfers from accounts that have nothing, 64 connections", false),
    READS("GET of one account, 64 connections", false),
    OPEN("open model: transfers at 50 % and 80 % of the capacity just measured", false),
    STATEMENTS("the same rows by three kinds of statements, 2 sessions, no HTTP", true),
    GROWTH("1,000,000 accounts and 10,000,000 postings against 10,000 and 0", true),
    CROSSING_1("crossings from region eu to region us, 80 ms round trip, 1 connection", true),
    CROSSING_512("the same, 512 connections, beside local transfers and a window of 1", true),
    CROSSING_HOT("one account pays every crossing, at 20, 80 and 200 ms round trip", true),
    LOCAL_ALONE("local transfers while another region is silent, and while it is idle", true);

    private final String line;
    private final boolean needsOwnService;

    Case(String line, boolean needsOwnService) {
        this.line = line;
        this.needsOwnService = needsOwnService;
    }

    /// How it is called on the command line.
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String line() {
        return line;
    }

    /// Whether it cannot be measured on a service that somebody else has started.
    boolean needsOwnService() {
        return needsOwnService;
    }

    /// Whether it is measured in a world of three regions.
    boolean needsWorld() {
        return switch (this) {
            case CROSSING_1, CROSSING_512, CROSSING_HOT, LOCAL_ALONE -> true;
            default -> false;
        };
    }

    /// Whether the same is measured with a batch bound of 1 beside it: where something is written.
    boolean hasBaseline() {
        return switch (this) {
            case UNIFORM_1, UNIFORM_16, UNIFORM_64, UNIFORM_256 -> true;
            case BATCH, HOT_FROM, HOT_TO, REPLAYS, REFUSALS -> true;
            case START, RAW, READS, OPEN, STATEMENTS, GROWTH -> false;
            case CROSSING_1, CROSSING_512, CROSSING_HOT, LOCAL_ALONE -> false;
        };
    }

    /// The cases of this name; `uniform` means all of them that begin so.
    static Set<Case> named(String name) throws Usage {
        EnumSet<Case> found = EnumSet.noneOf(Case.class);
        Arrays.stream(values())
                .filter(c -> c.label().equals(name) || c.label().startsWith(name + "-"))
                .forEach(found::add);
        if (found.isEmpty()) {
            throw new Usage("no case is called '" + name + "'; see ./nostro bench --list");
        }
        return found;
    }
}
