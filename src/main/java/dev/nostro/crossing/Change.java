package dev.nostro.crossing;

import dev.nostro.region.RegionId;
import dev.nostro.transfer.CommandId;
import dev.nostro.transfer.CrossingId;
import java.util.Locale;
import java.util.UUID;
import org.jboss.logging.Logger;

/// What becomes of a crossing, or of a transfer that waits for one, as a line in the log:
/// `crossing=… state=… region=…` or `transfer=…` with the same, the region being the other one. The
/// ordinary way is told for debugging only, so that it costs nothing; what somebody had to make
/// good is told always, and what somebody must look at loudly.
enum Change {
    BEGUN(Logger.Level.DEBUG),
    PROMISED(Logger.Level.DEBUG),
    DECIDED(Logger.Level.DEBUG),
    BOOKED(Logger.Level.DEBUG),
    SETTLED(Logger.Level.DEBUG),
    RESENT(Logger.Level.INFO),
    ASKED(Logger.Level.INFO),
    ABORTED(Logger.Level.INFO),
    QUEUED(Logger.Level.DEBUG),
    RESUMED(Logger.Level.INFO),
    EXPIRED(Logger.Level.INFO),
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
        log("crossing", crossing.value(), other, more);
    }

    void of(CommandId transfer, RegionId other) {
        log("transfer", transfer.value(), other, "");
    }

    private void log(String what, UUID id, RegionId other, String more) {
        if (LOG.isEnabled(level)) {
            LOG.logf(
                    level,
                    "%s=%s state=%s region=%s%s",
                    what,
                    id,
                    word(),
                    other,
                    more.isEmpty() ? "" : " " + more);
        }
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
