package dev.nostro.crossing;

import dev.nostro.account.AccountState;
import dev.nostro.account.Standing;
import dev.nostro.ledger.Schedule;
import dev.nostro.ledger.StoredBooks.PromiseRow;
import dev.nostro.region.RegionId;
import java.util.List;

/// What goes wrong in a simulated world: in some worlds much, in others little.
final class Faults {

    private static final int[] RATES = {0, 0, 20, 100, 300};
    private static final int[] CONNECTIONS = {0, 0, 10, 40};
    private static final int[] DOZES = {0, 0, 5, 20};
    private static final int BLINK = 10_000;
    private static final int MOST = 6;
    private static final int LONGEST_PAUSE = 7_000_000;
    private static final int LONGEST_ABSENCE = 1_500_000;

    private final Schedule schedule;
    private final Network network;
    private final List<SimulatedRegion> regions;
    private final Invariants invariants;

    Faults(
            Schedule schedule,
            Network network,
            List<SimulatedRegion> regions,
            Invariants invariants) {
        this.schedule = schedule;
        this.network = network;
        this.regions = regions;
        this.invariants = invariants;
    }

    /// Plans what will go wrong within this time.
    void plan(int micros) {
        network.set(rate(), rate(), rate());
        regions.forEach(
                region -> region.database().lose(CONNECTIONS[schedule.any(CONNECTIONS.length)]));
        regions.forEach(region -> region.doze(DOZES[schedule.any(DOZES.length)]));
        for (int n = schedule.any(MOST); n > 0; n--) {
            schedule.after(1 + schedule.any(micros), this::strike);
        }
        if (schedule.happens(50)) {
            SimulatedRegion region = any();
            schedule.after(1 + schedule.any(micros), () -> forgetOnce(region, micros));
        }
    }

    private int rate() {
        return RATES[schedule.any(RATES.length)];
    }

    private SimulatedRegion any() {
        return regions.get(schedule.any(regions.size()));
    }

    private void strike() {
        SimulatedRegion region = any();
        int node = schedule.any(2);
        switch (schedule.any(8)) {
            case 0, 1, 2 -> region.crash(node, 1 + schedule.any(LONGEST_ABSENCE));
            case 3, 4, 5 -> region.pause(node, 1 + schedule.any(LONGEST_PAUSE));
            case 6 -> region.database().restart(1 + schedule.any(LONGEST_ABSENCE));
            default -> cut(region.id(), any().id());
        }
    }

    private void cut(RegionId one, RegionId other) {
        long micros = 1L + schedule.any(2 * LONGEST_ABSENCE);
        network.cut(one, other, micros);
        if (schedule.happens(500)) {
            network.cut(other, one, micros);
        }
    }

    /// As soon as there is a promise to be forgotten, in good time.
    private void forgetOnce(SimulatedRegion region, int latest) {
        if (!region.books().promises().isEmpty()) {
            forget(region);
        } else if (schedule.now() < latest) {
            schedule.after(BLINK, () -> forgetOnce(region, latest));
        }
    }

    /// A database that was restored from a backup without its newest promises; then nothing keeps
    /// their accounts from being closed.
    private void forget(SimulatedRegion region) {
        region.database().restart(1);
        for (PromiseRow promise : List.copyOf(region.books().promises())) {
            invariants.lost(promise);
            region.books().forget(promise);
            Standing receiver = region.books().standing(promise.kept().account());
            if (receiver != null) {
                region.amend(receiver.id(), AccountState.CLOSED);
            }
        }
    }
}
