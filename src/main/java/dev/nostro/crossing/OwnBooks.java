package dev.nostro.crossing;

import dev.nostro.ledger.Decisions.InDoubt;
import dev.nostro.ledger.Decisions.Unsettled;
import dev.nostro.region.RegionId;
import dev.nostro.transfer.Answer;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.CommandId;
import dev.nostro.transfer.Credit;
import dev.nostro.transfer.CrossingId;
import dev.nostro.transfer.Crossings.Verdict;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import javax.transaction.xa.XAResource;

/// What the protocol needs of its own region's books. No method holds the caller's thread; each is
/// at most one transaction, done when its stage completes.
interface OwnBooks {

    /// Decides a command in a writer's next batch.
    CompletionStage<Answer> decide(Command command, List<XAResource> parties);

    /// Which of these are worth asking another region about. A look without locks: the others can
    /// be decided here, under lock, because their key is known or the paying side will refuse them.
    CompletionStage<Set<CommandId>> hopeful(List<Command.Transfer> transfers);

    /// How a crossing of this region ended; empty while nobody has ended it.
    CompletionStage<Optional<Verdict>> verdict(CrossingId crossing);

    /// Ends a crossing that nobody has decided; waits for a coordinator still at work.
    CompletionStage<Void> abort(CrossingId crossing);

    /// The credits that are decided to go to that region, in full.
    CompletionStage<List<Credit>> accepted(CrossingId crossing, RegionId region);

    /// That region has booked its part.
    CompletionStage<Void> settled(CrossingId crossing, RegionId region);

    /// Decided parts that this region has not confirmed for that long, the oldest first.
    CompletionStage<List<Unsettled>> unsettled(RegionId region, Duration age, int limit);

    /// Crossings of that region with promises older than that, the oldest first.
    CompletionStage<List<InDoubt>> inDoubt(RegionId origin, Duration age, int limit);

    /// Transfers that wait for this region, the oldest first.
    CompletionStage<List<Command.Transfer>> waiting(RegionId region, int limit);

    /// Transfers that have waited for as long as they may.
    CompletionStage<List<Command.Transfer>> overdue(int limit);

    /// The accounts for credits in these currencies that nobody else can take.
    CompletionStage<List<Command.Unclaimed>> unclaimed(Set<Currency> currencies);
}
