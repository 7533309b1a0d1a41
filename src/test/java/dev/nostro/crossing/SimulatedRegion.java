package dev.nostro.crossing;

import dev.nostro.account.Account;
import dev.nostro.account.AccountId;
import dev.nostro.account.AccountKind;
import dev.nostro.account.AccountState;
import dev.nostro.account.Profile;
import dev.nostro.account.Standing;
import dev.nostro.ledger.Machine;
import dev.nostro.ledger.PaperDatabase;
import dev.nostro.ledger.Schedule;
import dev.nostro.ledger.StoredBooks;
import dev.nostro.money.Money;
import dev.nostro.region.RegionId;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.Outcome;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A database that survives, and two nodes that come and go.
final class SimulatedRegion {

    static final Currency EUR = Currency.getInstance("EUR");

    private static final int NODES = 2;

    /// Longer than a promise waits to be asked about.
    private static final int LONGEST_DOZE = 3_500_000;

    /// An account that has little room left.
    private static final long ALMOST_FULL = Money.largest(EUR) - 40;

    private static final long[] BALANCES = {1_000, 60, 0, 0, ALMOST_FULL};

    private final Schedule schedule;
    private final RegionId id;
    private final Network network;
    private final PaperDatabase database;
    private final List<AccountId> customers = new ArrayList<>();
    private final SimulatedNode[] nodes = new SimulatedNode[NODES];
    private int drowsy;

    SimulatedRegion(Schedule schedule, RegionId id, Network network, Runnable committed) {
        this.schedule = schedule;
        this.id = id;
        this.network = network;
        this.database = new PaperDatabase(schedule, id, committed);
        long all = 0;
        for (long balance : BALANCES) {
            all += balance;
            customers.add(open(balance, AccountKind.CUSTOMER));
        }
        open(-all, AccountKind.INTERNAL);
        open(0, AccountKind.UNCLAIMED);
    }

    private AccountId open(long balance, AccountKind kind) {
        AccountId account = AccountId.of(id, AccountId.numbered(books().standings().size() + 1L));
        books().put(
                        new Account(
                                new Standing(
                                        account,
                                        EUR,
                                        kind,
                                        AccountState.OPEN,
                                        balance,
                                        0,
                                        0,
                                        0,
                                        0,
                                        0,
                                        schedule.instant()),
                                new Profile(null, null, Map.of(), 0, schedule.instant())));
        return account;
    }

    RegionId id() {
        return id;
    }

    StoredBooks books() {
        return database.books();
    }

    PaperDatabase database() {
        return database;
    }

    AccountId anyPayer() {
        return customers.get(schedule.any(3));
    }

    AccountId anyPayee() {
        return customers.get(schedule.happens(700) ? 2 + schedule.any(3) : schedule.any(2));
    }

    /// What kinds of things stand in the books at the end.
    Set<String> seen() {
        Set<String> seen = new HashSet<>();
        for (var rows : books().decisions().values()) {
            rows.forEach(row -> seen.add(row.verdict().name()));
        }
        for (var rows : books().outcomes().values()) {
            switch (rows.getFirst()) {
                case Outcome.Refused refused -> seen.add(refused.reason().name());
                case Outcome.Received credit ->
                        seen.add(
                                credit.account().equals(credit.command().to())
                                        ? "received"
                                        : "unclaimed");
                case Outcome.Queued queued -> seen.add("queued, " + end(queued));
                case Outcome.Posted _, Outcome.Sent _, Outcome.Opened _ -> {
                    // clients are told of these
                }
            }
        }
        books().standings().forEach(standing -> seen.add(standing.state().name()));
        return seen;
    }

    private static String end(Outcome.Queued queued) {
        return switch (queued.end()) {
            case null -> "waits";
            case Outcome.Sent _ -> "sent";
            case Outcome.Refused refused -> refused.reason().name();
            case Outcome.Expired _ -> "expired";
        };
    }

    /// Asks some node for it; what becomes of it is not looked at.
    void amend(AccountId account, AccountState state) {
        anyNode().ifPresent(node -> amend(node, account, state));
    }

    private static void amend(SimulatedNode node, AccountId account, AccountState state) {
        Command change = new Command.Amendment(account, null, state, null, null, null);
        node.machine()
                .after(
                        1,
                        () -> {
                            var _ = node.submit(change, WhenUnavailable.REFUSE);
                        });
    }

    void start() {
        for (int at = 0; at < NODES; at++) {
            start(at);
        }
    }

    private void start(int at) {
        Machine machine = new Machine(schedule);
        machine.doze(drowsy, LONGEST_DOZE);
        nodes[at] = new SimulatedNode(database, machine, network);
        nodes[at].runErrands();
    }

    /// Lets a node die; another takes its place after a while.
    void crash(int at, long away) {
        Machine machine = nodes[at].machine();
        if (!machine.dead()) {
            machine.crash();
            database.disconnect(machine);
            schedule.after(away, () -> start(at));
        }
    }

    void pause(int at, long micros) {
        nodes[at].machine().pause(micros);
    }

    /// Sets how often nodes stand still, in the midst of something.
    void doze(int permille) {
        drowsy = permille;
        for (SimulatedNode node : nodes) {
            node.machine().doze(permille, LONGEST_DOZE);
        }
    }

    void heal() {
        database.lose(0);
        doze(0);
    }

    void stop() {
        for (SimulatedNode node : nodes) {
            node.machine().crash();
        }
    }

    /// Some node that is alive: it may be paused.
    Optional<SimulatedNode> anyNode() {
        int first = schedule.any(NODES);
        for (int n = 0; n < NODES; n++) {
            SimulatedNode node = nodes[(first + n) % NODES];
            if (!node.machine().dead()) {
                return Optional.of(node);
            }
        }
        return Optional.empty();
    }
}
