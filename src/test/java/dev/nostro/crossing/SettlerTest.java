package dev.nostro.crossing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostro.ledger.Machine;
import dev.nostro.ledger.PaperDatabase;
import dev.nostro.ledger.PaperLedger;
import dev.nostro.ledger.Schedule;
import dev.nostro.ledger.StoredBooks.Leg;
import dev.nostro.ledger.StoredBooks.LegRow;
import dev.nostro.region.RegionId;
import dev.nostro.transfer.Credit;
import dev.nostro.transfer.CrossingId;
import dev.nostro.transfer.Promises;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/// The second phase, where much of it is to be done.
final class SettlerTest {

    private static final RegionId HERE = new RegionId("eu");
    private static final RegionId SILENT = new RegionId("us");
    private static final RegionId OTHER = new RegionId("ap");

    /// More than are looked at in one turn.
    private static final int MANY = 600;

    private final Schedule schedule = new Schedule(1);
    private final PaperDatabase database = new PaperDatabase(schedule, HERE, () -> {});

    @Test
    void aSilentRegionHoldsUpNobodyElse() {
        // Given
        for (int n = 0; n < MANY; n++) {
            decide(n, SILENT);
        }
        Leg last = decide(MANY, OTHER);
        Machine machine = new Machine(schedule);
        SimulatedBooks books =
                new SimulatedBooks(machine, database, new PaperLedger(machine, database, 1));
        Settler settler = new Settler(books, new HalfAWorld(), new Participant(books));

        // When
        List.of(SILENT, OTHER).forEach(region -> settler.tellAgain(region, Duration.ZERO));
        while (schedule.step()) {
            // until nothing is left to do
        }

        // Then
        assertThat(database.books().legs().get(last)).matches(LegRow::settled);
    }

    private Leg decide(int n, RegionId region) {
        Leg leg = new Leg(new CrossingId(new UUID(0, n)), region);
        database.books().legs().put(leg, new LegRow(schedule.instant(), false));
        return leg;
    }

    /// One region is not to be reached, the others do what they are told.
    private static final class HalfAWorld implements Wire {

        @Override
        public boolean reachable(RegionId region) {
            return !region.equals(SILENT);
        }

        @Override
        public CompletionStage<Promises> prepare(
                RegionId to, CrossingId crossing, List<Credit> credits) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Void> settle(
                RegionId to, CrossingId crossing, List<Credit> accepted) {
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<List<Credit>> conclude(RegionId decides, CrossingId crossing) {
            throw new UnsupportedOperationException();
        }
    }
}
