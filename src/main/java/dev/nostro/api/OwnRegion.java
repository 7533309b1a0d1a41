package dev.nostro.api;

import dev.nostro.journal.Journal;
import dev.nostro.ledger.Ledger;
import dev.nostro.ledger.OpenCrossings;
import dev.nostro.link.Receiver;
import dev.nostro.region.Home;
import dev.nostro.region.RegionId;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What a node knows of its own region; the other regions ask for it.
@Singleton
final class OwnRegion implements Receiver {

    static final String PATH = "/internal/v1/region";

    private final Ledger ledger;
    private final Journal journal;
    private final Home home;
    private final OpenCrossings crossings;

    OwnRegion(Ledger ledger, Journal journal, Home home, OpenCrossings crossings) {
        this.ledger = ledger;
        this.crossings = crossings;
        this.journal = journal;
        this.home = home;
    }

    /// `queueDepth` is that of the node that answers.
    record Details(
            int queueDepth,
            long inFlight,
            long inDoubt,
            long queued,
            long journalPosition,
            String databaseRole,
            Durability durability) {}

    /// The database's settings that decide whether it may forget.
    @Schema(name = "Durability")
    record Durability(
            String fsync,
            String synchronous_commit,
            String full_page_writes,
            String synchronous_standby_names) {

        static Durability of(Home.Durability durability) {
            return new Durability(
                    durability.fsync(),
                    durability.synchronousCommit(),
                    durability.fullPageWrites(),
                    durability.standbys());
        }
    }

    /// Asks the database.
    Details details() {
        return new Details(
                ledger.depth(),
                count(crossings.inFlight()),
                count(crossings.inDoubt()),
                count(crossings.queued()),
                journal.position(),
                home.role(),
                Durability.of(home.durability()));
    }

    private static long count(Map<RegionId, OpenCrossings.Open> open) {
        return open.values().stream().mapToLong(OpenCrossings.Open::count).sum();
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public CompletionStage<byte[]> receive(RegionId from, byte[] body, long deadlineNanos) {
        return CompletableFuture.supplyAsync(
                () -> Json.write(details()), Thread::startVirtualThread);
    }
}
