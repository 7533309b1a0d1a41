package dev.nostro.audit;

import dev.nostro.audit.Differences.Difference;
import dev.nostro.audit.Differences.Search;
import dev.nostro.region.RegionId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/// Says aloud that money between two regions does not add up, with what both sides have: their
/// sums, then the transfers on which they do not agree.
@Singleton
final class Alarm {

    private static final Logger LOG = Logger.getLogger(Alarm.class);

    private final Differences differences;
    private final Counter mismatches;

    Alarm(Differences differences, MeterRegistry registry) {
        this.differences = differences;
        this.mismatches =
                Counter.builder("nostro.settlement.mismatches")
                        .description("Pairs of regions found not to hold by an audit")
                        .register(registry);
    }

    /// @param search empty where the other region was not reached: then only this one's own books
    ///   can be at fault
    void raise(RegionId own, Settlement settlement, Optional<Search> search) {
        mismatches.increment();
        LOG.error(told(own, settlement));
        search.ifPresent(rows -> tellRows(own, settlement, rows));
    }

    private void tellRows(RegionId own, Settlement settlement, Search search) {
        try {
            LOG.error(told(own, settlement, differences.find(search)));
        } catch (CompletionException e) {
            LOG.warnf("the rows of region %s could not be read: %s", settlement.region(), e);
        }
    }

    static String told(RegionId own, Settlement it) {
        return ("settlement from=%s to=%s currency=%s holds=false"
                        + " sent=%s received=%s inFlight=%s owed=%s booked=%s")
                .formatted(
                        own,
                        it.region(),
                        it.currency(),
                        text(it.sent()),
                        it.received() == null ? "?" : text(it.received()),
                        it.inFlight() == null ? "?" : text(it.inFlight()),
                        text(it.owed()),
                        text(it.booked()));
    }

    /// Each transfer with its amount there and here, `-` where it is missing.
    static String told(RegionId own, Settlement it, List<Difference> rows) {
        return "settlement from=%s to=%s currency=%s differences=%s"
                .formatted(own, it.region(), it.currency(), rows);
    }

    private static String text(Sum sum) {
        return sum.amount() + "/" + sum.count();
    }
}
