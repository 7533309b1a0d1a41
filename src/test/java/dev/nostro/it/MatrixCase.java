package dev.nostro.it;

import dev.nostro.crossing.Failpoint;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/// One case of the crash matrix: what happens, and when.
public record MatrixCase(Failpoint at, Strike strike) {

    /// Passed by nodes of the receiving region; all others by those of the paying one.
    private static final Set<Failpoint> RECEIVING =
            EnumSet.of(
                    Failpoint.PREPARE_RECEIVED,
                    Failpoint.AFTER_PROMISE,
                    Failpoint.SETTLE_RECEIVED,
                    Failpoint.AFTER_BOOKED,
                    Failpoint.BEFORE_ASK,
                    Failpoint.ASK_ANSWERED);

    /// Passed only where a promise is older than it should be.
    private static final Set<Failpoint> ASKING =
            EnumSet.of(
                    Failpoint.BEFORE_ASK,
                    Failpoint.ASK_ANSWERED,
                    Failpoint.ASK_RECEIVED,
                    Failpoint.BEFORE_ABORT,
                    Failpoint.AFTER_ABORT,
                    Failpoint.BEFORE_REPLY);

    /// Passed after the commit that decides the crossing.
    private static final Set<Failpoint> DECIDED =
            EnumSet.of(
                    Failpoint.AFTER_DECISION,
                    Failpoint.BEFORE_ANSWER,
                    Failpoint.BEFORE_SETTLE,
                    Failpoint.SETTLE_CONFIRMED,
                    Failpoint.AFTER_MARK,
                    Failpoint.SETTLE_RECEIVED,
                    Failpoint.AFTER_BOOKED);

    /// Passed by transfers that wait for a region: they have a test of their own, since nothing
    /// waits where both regions are up.
    static final Set<Failpoint> WAITING =
            EnumSet.of(
                    Failpoint.BEFORE_QUEUED,
                    Failpoint.AFTER_QUEUED,
                    Failpoint.BEFORE_EXPIRED,
                    Failpoint.AFTER_EXPIRED);

    private static final Set<Failpoint> CROSSING = EnumSet.complementOf(EnumSet.copyOf(WAITING));

    public static List<MatrixCase> all() {
        return CROSSING.stream()
                .flatMap(at -> Stream.of(Strike.values()).map(strike -> new MatrixCase(at, strike)))
                .toList();
    }

    /// A third of all: each failpoint once, with one of the strikes.
    static List<MatrixCase> third(long seed) {
        Random random = new Random(seed);
        Strike[] strikes = Strike.values();
        List<MatrixCase> some = new ArrayList<>();
        for (Failpoint at : CROSSING) {
            some.add(new MatrixCase(at, strikes[random.nextInt(strikes.length)]));
        }
        return some;
    }

    boolean atCoordinator() {
        return !RECEIVING.contains(at);
    }

    boolean isAboutAsking() {
        return ASKING.contains(at);
    }

    boolean isAfterTheDecision() {
        return DECIDED.contains(at);
    }

    /// Whether the node at the failpoint is the one that is struck.
    boolean strikesThere() {
        return strike.ofCoordinator() == atCoordinator();
    }

    /// What the node at the failpoint does.
    String action() {
        return strike.kills() && strikesThere() ? "halt" : "stop";
    }

    @Override
    public String toString() {
        return at + ", " + strike.words();
    }
}
