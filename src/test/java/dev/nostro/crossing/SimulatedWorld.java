package dev.nostro.crossing;

import dev.nostro.account.AccountId;
import dev.nostro.account.AccountState;
import dev.nostro.crossing.Invariants.Harm;
import dev.nostro.ledger.Schedule;
import dev.nostro.region.RegionId;
import dev.nostro.transfer.Command;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One life of two or three regions: clients, faults, then a heal, after which all must settle.
/// Everything in it follows from the seed.
public final class SimulatedWorld {

    private static final List<String> NAMES = List.of("eu", "us", "ap");
    private static final int BUSY = 3_000_000;
    private static final int RUSH = 10_000;
    private static final int FAULTY = 4_500_000;
    private static final long HEALED = 5_000_000;

    /// After the heal: longest pause, time-outs, and a few rounds of asking.
    private static final long SETTLED = 25_000_000;

    private static final long LOOK = 500_000;

    private final Schedule schedule;
    private final Network network;
    private final Map<RegionId, SimulatedRegion> regions = new HashMap<>();
    private final List<SimulatedRegion> all = new ArrayList<>();
    private final Invariants invariants;
    private final List<Client> clients = new ArrayList<>();
    private @Nullable Throwable harm;
    private boolean over;

    private SimulatedWorld(long seed) {
        schedule = new Schedule(seed);
        int count = schedule.happens(300) ? 3 : 2;
        List<RegionId> ids = NAMES.subList(0, count).stream().map(RegionId::new).toList();
        network = new Network(schedule, ids, region -> region(region).anyNode());
        for (RegionId id : ids) {
            SimulatedRegion region = new SimulatedRegion(schedule, id, network, this::look);
            regions.put(region.id(), region);
            all.add(region);
        }
        invariants = new Invariants(all.stream().map(SimulatedRegion::books).toList());
    }

    /// Lives one life and answers what kinds of things came of it; throws where something is not as
    /// it must be.
    public static Set<String> live(long seed) {
        SimulatedWorld world = new SimulatedWorld(seed);
        try {
            world.live();
            return world.seen();
        } finally {
            world.all.forEach(SimulatedRegion::stop);
        }
    }

    private Set<String> seen() {
        Set<String> seen = new TreeSet<>();
        clients.forEach(client -> seen.addAll(client.heard()));
        all.forEach(region -> seen.addAll(region.seen()));
        return seen;
    }

    private SimulatedRegion region(RegionId id) {
        return Objects.requireNonNull(regions.get(id));
    }

    private SimulatedRegion any() {
        return all.get(schedule.any(all.size()));
    }

    private void live() {
        all.forEach(SimulatedRegion::start);
        new Faults(schedule, network, all, invariants).plan(FAULTY);
        employ();
        schedule.after(HEALED, this::heal);
        while (!over && harm == null && schedule.step()) {
            // what happens, happens in the step
        }
        if (harm != null) {
            throw new IllegalStateException("at " + schedule.now() + " µs: " + harm, harm);
        }
    }

    /// After every commit, and at the end.
    private void look() {
        guard(invariants::check);
    }

    private void guard(Runnable check) {
        try {
            check.run();
        } catch (RuntimeException e) {
            if (harm == null) {
                harm = e;
            }
        }
    }

    private void heal() {
        network.set(0, 0, 0);
        all.forEach(SimulatedRegion::heal);
        lookAgain();
    }

    private void lookAgain() {
        schedule.after(
                LOOK,
                () -> {
                    try {
                        checkEnd();
                        over = true;
                    } catch (Harm unsettled) {
                        if (schedule.now() > HEALED + SETTLED) {
                            harm = unsettled;
                        } else {
                            lookAgain();
                        }
                    }
                    if (over) {
                        guard(this::checkTruth);
                    }
                });
    }

    private void checkEnd() {
        invariants.checkSettled();
        for (Client client : clients) {
            if (!client.done()) {
                throw new Harm("a client has no answer: " + client.transfers());
            }
        }
    }

    private void checkTruth() {
        clients.forEach(Client::checkTruth);
    }

    private void employ() {
        Orders orders = new Orders(schedule, all);
        int count = 3 + schedule.any(5);
        int rush = schedule.happens(300) ? RUSH : BUSY;
        for (int n = 0; n < count; n++) {
            SimulatedRegion payer = any();
            Command command = orders.next(payer, n);
            Client client =
                    new Client(
                            command,
                            schedule.happens(500) ? WhenUnavailable.QUEUE : WhenUnavailable.REFUSE,
                            new Client.Site(
                                    schedule,
                                    payer::anyNode,
                                    payer.books(),
                                    invariants,
                                    this::guard));
            clients.add(client);
            client.sendWithin(rush, true);
            for (int more = schedule.any(3); more > 0; more--) {
                client.sendWithin(rush, false);
            }
        }
        for (int closings = schedule.any(4); closings > 0; closings--) {
            amendSometime(any());
        }
    }

    private void amendSometime(SimulatedRegion region) {
        AccountId account = region.anyPayee();
        AccountState state = schedule.happens(700) ? AccountState.CLOSED : AccountState.FROZEN;
        schedule.after(1 + schedule.any(FAULTY), () -> region.amend(account, state));
    }
}
