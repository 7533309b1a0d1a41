package dev.nostro.crossing;

import dev.nostro.ledger.Schedule;
import dev.nostro.money.Money;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.CommandId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What clients want: mostly payments to other regions, some within one, some together, some under
/// a key that somebody else has used.
final class Orders {

    private static final String CALLER = "alice";
    private static final int LARGEST = 70;

    private final Schedule schedule;
    private final List<SimulatedRegion> regions;

    Orders(Schedule schedule, List<SimulatedRegion> regions) {
        this.schedule = schedule;
        this.regions = regions;
    }

    /// The n-th command.
    Command next(SimulatedRegion payer, int n) {
        if (schedule.happens(200)) {
            List<Command.Transfer> parts = new ArrayList<>();
            for (int part = 0; part < 2 + schedule.any(2); part++) {
                parts.add(transfer(payer, n + "." + part, n));
            }
            return new Command.AllOrNone(parts);
        }
        int key = schedule.happens(100) && n > 0 ? schedule.any(n) : n;
        return transfer(payer, Integer.toString(key), n);
    }

    private Command.Transfer transfer(SimulatedRegion payer, String key, int n) {
        SimulatedRegion payee = regions.get(schedule.any(regions.size()));
        if (payee == payer && !schedule.happens(300)) {
            payee = regions.get((regions.indexOf(payer) + 1) % regions.size());
        }
        return new Command.Transfer(
                CommandId.of(payer.id(), CALLER, key),
                CALLER,
                payer.anyPayer(),
                payee.anyPayee(),
                new Money(1L + schedule.any(LARGEST), SimulatedRegion.EUR),
                Integer.toString(n),
                Map.of());
    }
}
