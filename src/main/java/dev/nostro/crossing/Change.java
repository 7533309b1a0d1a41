package dev.nostro.crossing;

import dev.nostro.region.RegionId;
import dev.nostro.transfer.CrossingId;
import java.util.Locale;
import org.jboss.logging.Logger;

/// What becomes of a crossing, as a line in the log: `crossing=… state=… region=…`, the region
/// being the other one. The ordinary way is told for debugging only, so that it costs nothing; what
/// somebody had to make good is told always, and what somebody must look at loudly.
enum Change {
    BEGUN(Logger.Level.DEBUG),
    PROMISED(Logger.Level.DEBUG),
    DECIDED(Logger.Level.DEBUG),
    BOOKED(Logger.Level.DEBUG),
    SETTLED(Logger.Level.DEBUG),
    RESENT(Logger.Level.INFO),
    ASKED(Logger.Level.INFO),
    ABORTED(Logger.Level.INFO),
    UNCLAIMED(Logger.Level.ERROR);

    private static final Logger LOG = Logger.getLogger("dev.nostro.crossing");

    private final Logger.Level level;

    Change(Logger.Level level) {
        this.level = level;
    }

    void of(CrossingId crossing, RegionId other) {
        of(crossing, other, "");
    }

    /// @param more what else there is to say, in the same form
    void of(CrossingId crossing, RegionId other, String more) {
        if (LOG.isEnabled(level)) {
            LOG.logf(
                    level,
                    "crossing=%s state=%s region=%s%s",
                    crossing.value(),
                    word(),
                    other,
                    more.isEmpty() ? "" : " " + more);
        }
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
