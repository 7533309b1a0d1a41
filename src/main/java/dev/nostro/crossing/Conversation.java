package dev.nostro.crossing;

import dev.nostro.link.Link;
import dev.nostro.link.Wording;
import dev.nostro.region.NostroConfig;
import dev.nostro.region.RegionId;
import dev.nostro.transfer.Credit;
import dev.nostro.transfer.CrossingId;
import dev.nostro.transfer.Promises;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// The messages as they travel: JSON over the link between regions.
@Singleton
final class Conversation implements Wire {

    private final Link link;
    private final Duration within;

    Conversation(Link link, NostroConfig config) {
        this.link = link;
        this.within = config.crossing().answer();
    }

    @Override
    public boolean reachable(RegionId region) {
        return link.up(region);
    }

    @Override
    public CompletionStage<Promises> prepare(
            RegionId to, CrossingId crossing, List<Credit> credits) {
        return link.call(
                        to,
                        Messages.PREPARE,
                        Wording.write(Messages.Credits.of(crossing, credits)),
                        within)
                .thenApply(reply -> Wording.read(reply, Messages.Promised.class).promises());
    }

    @Override
    public CompletionStage<Void> settle(RegionId to, CrossingId crossing, List<Credit> accepted) {
        return link.call(
                        to,
                        Messages.SETTLE,
                        Wording.write(Messages.Credits.of(crossing, accepted)),
                        within)
                .thenApply(_ -> null);
    }

    @Override
    public CompletionStage<List<Credit>> conclude(RegionId decides, CrossingId crossing) {
        return link.call(
                        decides,
                        Messages.CONCLUDE,
                        Wording.write(new Messages.Question(crossing.value())),
                        within)
                .thenApply(reply -> Wording.read(reply, Messages.Credits.class).all());
    }
}
