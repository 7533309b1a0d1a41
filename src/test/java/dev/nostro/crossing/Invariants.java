package dev.nostro.crossing;

import dev.nostro.account.AccountKind;
import dev.nostro.account.AccountState;
import dev.nostro.account.Standing;
import dev.nostro.ledger.StoredBooks;
import dev.nostro.ledger.StoredBooks.DecisionRow;
import dev.nostro.ledger.StoredBooks.Leg;
import dev.nostro.ledger.StoredBooks.LegRow;
import dev.nostro.ledger.StoredBooks.PromiseRow;
import dev.nostro.region.RegionId;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.CommandId;
import dev.nostro.transfer.CrossingId;
import dev.nostro.transfer.Crossings.Verdict;
import dev.nostro.transfer.Outcome;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// What must be true of all regions' committed books at every moment. Each check throws [Harm].
final class Invariants {

    private final Map<String, StoredBooks> regions = new HashMap<>();
    private final Set<CommandId> promiseLost = new HashSet<>();

    Invariants(Collection<StoredBooks> regions) {
        regions.forEach(books -> this.regions.put(books.home().name(), books));
    }

    /// What is not as it must be.
    static final class Harm extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Harm(String what) {
            super(what);
        }
    }

    /// This promise is gone with a database: only now may a credit find no room.
    void lost(PromiseRow promise) {
        promiseLost.add(promise.kept().transfer());
    }

    void check() {
        for (StoredBooks books : regions.values()) {
            checkAccounts(books);
            checkDecisions(books);
            checkOutcomes(books);
            books.credits().forEach((id, times) -> require(times == 1, "credited twice", id));
            books.ends().forEach((id, times) -> require(times == 1, "ended twice", id));
        }
    }

    private StoredBooks region(String name) {
        return Objects.requireNonNull(regions.get(name), name);
    }

    private static void require(boolean holds, String what, Object where) {
        if (!holds) {
            throw new Harm(what + ": " + where);
        }
    }

    private static void checkAccounts(StoredBooks books) {
        long sum = books.settlements();
        Map<Long, Long> promised = new HashMap<>();
        for (PromiseRow row : books.promises()) {
            promised.merge(row.kept().account(), row.kept().amount(), Long::sum);
        }
        Map<Long, Long> held = new HashMap<>();
        books.waiting()
                .map(Outcome.Queued::command)
                .forEach(transfer ->
                        held.merge(transfer.from().number(), transfer.amount().minor(), Long::sum));
        for (Standing standing : books.standings()) {
            sum += standing.balance();
            require(
                    standing.kind() != AccountKind.CUSTOMER || standing.available() >= 0,
                    "overdrawn",
                    standing);
            require(
                    standing.promised() == promised.getOrDefault(standing.id().number(), 0L),
                    "promised is not the sum of promises",
                    standing);
            require(
                    standing.held() == held.getOrDefault(standing.id().number(), 0L),
                    "held is not the sum of what waits",
                    standing);
            require(
                    standing.state() != AccountState.CLOSED
                            || (standing.balance() == 0
                                    && standing.held() == 0
                                    && standing.promised() == 0),
                    "closed with money or promises",
                    standing);
        }
        require(sum == 0, "balances do not sum to zero", books.home());
    }

    private static void checkDecisions(StoredBooks books) {
        for (List<DecisionRow> rows : books.decisions().values()) {
            require(rows.size() == 1, "a crossing was ended twice", rows);
        }
    }

    private void checkOutcomes(StoredBooks books) {
        Map<String, Long> crossed = new HashMap<>();
        for (List<Outcome.Recorded> rows : books.outcomes().values()) {
            require(rows.size() == 1, "a key has two outcomes", rows);
            switch (rows.getFirst()) {
                case Outcome.Received received -> {
                    checkReceived(received, books);
                    Command.Transfer transfer = received.command();
                    crossed.merge(transfer.caller(), -transfer.amount().minor(), Long::sum);
                }
                case Outcome.Sent _,
                        Outcome.Queued _,
                        Outcome.Posted _,
                        Outcome.Refused _,
                        Outcome.Opened _ -> {
                    // below, or of this region alone
                }
            }
        }
        books.sent()
                .forEach(sent -> {
                    checkSent(sent, books);
                    Command.Transfer transfer = sent.command();
                    crossed.merge(transfer.to().region(), transfer.amount().minor(), Long::sum);
                });
        for (String other : regions.keySet()) {
            require(
                    books.settlement(new RegionId(other)) == crossed.getOrDefault(other, 0L),
                    "the settlement account is not what crossed",
                    books.home() + " with " + other);
        }
    }

    private void checkSent(Outcome.Sent sent, StoredBooks payer) {
        CommandId id = sent.command().id();
        RegionId to = new RegionId(sent.command().to().region());
        StoredBooks receiver = region(to.name());
        require(decided(payer, sent.crossing()), "paid without a decision", sent);
        boolean booked = receiver.recorded(id).isPresent();
        require(
                booked || receiver.promises(sent.crossing(), id) || promiseLost.contains(id),
                "decided, and the promise is gone",
                sent);
        LegRow leg = payer.legs().get(new Leg(sent.crossing(), to));
        if (leg == null) {
            throw new Harm("a decided crossing without its leg: " + sent);
        }
        require(booked || !leg.settled(), "settled, and not credited", sent);
    }

    private static boolean decided(StoredBooks books, CrossingId crossing) {
        return books.decisions(crossing).stream().anyMatch(row -> row.verdict() == Verdict.DECIDED);
    }

    private void checkReceived(Outcome.Received received, StoredBooks books) {
        Command.Transfer credit = received.command();
        CommandId id = credit.id();
        Command.Transfer sent =
                region(credit.caller())
                        .recorded(id)
                        .flatMap(Outcome.Sent::in)
                        .map(Outcome.Sent::command)
                        .orElseThrow(() -> new Harm("credited, and not sent: " + received));
        require(
                sent.amount().equals(credit.amount()) && sent.to().equals(credit.to()),
                "credited otherwise than sent",
                received);
        require(
                received.account().equals(credit.to()) || promiseLost.contains(id),
                "a promise was broken: unclaimed",
                received);
        require(books.credits().containsKey(id), "received, and not credited", received);
    }

    /// Every credit of a region has been recorded as one.
    void checkSettled() {
        for (StoredBooks books : regions.values()) {
            require(books.promises().isEmpty(), "a promise is left", books.promises());
            require(books.waiting().findAny().isEmpty(), "a transfer waits still", books.home());
            books.legs().forEach((leg, row) -> require(row.settled(), "a leg is left", leg));
            require(sentAndNotReceived(books) == 0, "money is still in flight", books.home());
        }
    }

    private long sentAndNotReceived(StoredBooks books) {
        return books.sent()
                .map(Outcome.Sent::command)
                .filter(transfer ->
                        region(transfer.to().region()).recorded(transfer.id()).isEmpty())
                .count();
    }

    /// What is told under a key for ever.
    static Outcome.Recorded first(Outcome.Recorded outcome) {
        return outcome instanceof Outcome.Queued queued ? queued.first() : outcome;
    }

    /// An answer may be told only if it stands in the books.
    void checkTold(Outcome.Recorded told, StoredBooks books) {
        require(
                books.recorded(told.command().id())
                        .map(Invariants::first)
                        .filter(first(told)::equals)
                        .isPresent(),
                "told, and not in the books",
                told);
        if (told instanceof Outcome.Sent sent) {
            require(decided(books, sent.crossing()), "told, and not decided", sent);
        }
    }
}
