package dev.nostro.crossing;

import dev.nostro.region.RegionId;
import dev.nostro.transfer.Credit;
import dev.nostro.transfer.CrossingId;
import dev.nostro.transfer.Promises;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// The three messages between regions. Each may arrive late, twice or never; a stage that fails
/// says nothing about what the other region did.
interface Wire {

    /// Whether it is worth trying.
    boolean reachable(RegionId region);

    /// Asks the region to promise that it will accept these credits.
    CompletionStage<Promises> prepare(RegionId to, CrossingId crossing, List<Credit> credits);

    /// Tells the region what is decided: these of its credits are accepted, and no others.
    /// Completes when it has booked them.
    CompletionStage<Void> settle(RegionId to, CrossingId crossing, List<Credit> accepted);

    /// Asks the region that decides a crossing how it ended, and so ends it if nobody has: the
    /// accepted credits of the asking region, in full.
    CompletionStage<List<Credit>> conclude(RegionId decides, CrossingId crossing);
}
