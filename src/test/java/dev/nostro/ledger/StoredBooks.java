package dev.nostro.ledger;

import dev.nostro.account.Account;
import dev.nostro.account.AccountId;
import dev.nostro.account.Standing;
import dev.nostro.region.RegionId;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.CommandId;
import dev.nostro.transfer.CrossingId;
import dev.nostro.transfer.Crossings.Kept;
import dev.nostro.transfer.Crossings.Verdict;
import dev.nostro.transfer.Decided;
import dev.nostro.transfer.Decided.Settlement;
import dev.nostro.transfer.Outcome;
import dev.nostro.transfer.Posting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The committed rows of a simulated region's tables.
public final class StoredBooks {

    private final RegionId home;
    private final Map<Long, Account> accounts = new TreeMap<>();
    private final Map<CommandId, List<Outcome.Recorded>> outcomes = new LinkedHashMap<>();
    private final Map<CommandId, Integer> credits = new LinkedHashMap<>();
    private final Map<CommandId, Integer> ends = new LinkedHashMap<>();
    private final Map<CrossingId, List<DecisionRow>> decisions = new LinkedHashMap<>();
    private final Map<Leg, LegRow> legs = new LinkedHashMap<>();
    private final List<PromiseRow> promises = new ArrayList<>();
    private final Map<Settlement, Long> settlements = new HashMap<>();
    private final Set<Object> keys = new HashSet<>();

    StoredBooks(RegionId home) {
        this.home = home;
    }

    /// How a crossing ended, and when.
    public record DecisionRow(CrossingId crossing, Verdict verdict, Instant at) {}

    /// One region's part of a decided crossing.
    public record Leg(CrossingId crossing, RegionId region) {}

    /// When it was decided, and whether it is confirmed.
    public record LegRow(Instant decidedAt, boolean settled) {}

    /// A promise and when it was made.
    public record PromiseRow(Kept kept, Instant at) {}

    public RegionId home() {
        return home;
    }

    public void put(Account account) {
        accounts.put(account.id().number(), account);
    }

    public List<Standing> standings() {
        return accounts.values().stream().map(Account::standing).toList();
    }

    public @Nullable Standing standing(long number) {
        Account account = accounts.get(number);
        return account == null ? null : account.standing();
    }

    Account account(long number) {
        return Objects.requireNonNull(accounts.get(number));
    }

    /// The first answer under a key.
    public Optional<Outcome.Recorded> recorded(CommandId id) {
        return all(id).stream().findFirst();
    }

    /// All rows under a key: never more than one, if all is well.
    public List<Outcome.Recorded> all(CommandId id) {
        return outcomes.getOrDefault(id, List.of());
    }

    public Map<CommandId, List<Outcome.Recorded>> outcomes() {
        return outcomes;
    }

    /// How often each transfer has credited somebody here.
    public Map<CommandId, Integer> credits() {
        return credits;
    }

    public List<DecisionRow> decisions(CrossingId crossing) {
        return decisions.getOrDefault(crossing, List.of());
    }

    public Map<CrossingId, List<DecisionRow>> decisions() {
        return decisions;
    }

    public Map<Leg, LegRow> legs() {
        return legs;
    }

    public List<PromiseRow> promises() {
        return promises;
    }

    public boolean promises(CrossingId crossing, CommandId transfer) {
        return promises.stream()
                .map(PromiseRow::kept)
                .anyMatch(kept ->
                        kept.crossing().equals(crossing) && kept.transfer().equals(transfer));
    }

    public long settlement(RegionId with) {
        return settlements.entrySet().stream()
                .filter(sum -> sum.getKey().with().equals(with))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /// All that this region's settlement accounts come to.
    public long settlements() {
        return settlements.values().stream().mapToLong(Long::longValue).sum();
    }

    public void settled(Leg leg) {
        legs.computeIfPresent(leg, (_, row) -> new LegRow(row.decidedAt(), true));
    }

    boolean has(Object key) {
        return keys.contains(key);
    }

    void abort(CrossingId crossing, Instant now) {
        add(new DecisionRow(crossing, Verdict.ABORTED, now));
    }

    private void add(DecisionRow row) {
        decisions.computeIfAbsent(row.crossing(), _ -> new ArrayList<>()).add(row);
        Schema.REAL.decision(row.crossing()).ifPresent(keys::add);
    }

    /// Writes what was decided; rows under these keys were left out.
    void apply(Decided decided, Set<Object> leftOut) {
        decided.recorded().stream()
                .filter(row ->
                        Schema.REAL.outcome(row.command().id()).filter(leftOut::contains).isEmpty())
                .forEach(this::add);
        decided.postings().stream()
                .filter(posting -> posting.amount() > 0)
                .map(Posting::transfer)
                .forEach(transfer -> credits.merge(transfer, 1, Integer::sum));
        decided.opened().forEach(this::put);
        decided.amended().forEach(this::put);
        decided.moved().forEach(this::stand);
        apply(decided.crossed(), decided.at(), leftOut);
    }

    private void add(Outcome.Recorded row) {
        CommandId id = row.command().id();
        outcomes.computeIfAbsent(id, _ -> new ArrayList<>()).add(row);
        Schema.REAL.outcome(id).ifPresent(keys::add);
    }

    /// The row of a transfer that has waited is what it has become.
    private void become(Outcome.Queued ended) {
        CommandId id = ended.command().id();
        Objects.requireNonNull(outcomes.get(id)).set(0, ended);
        ends.merge(id, 1, Integer::sum);
    }

    /// How often each transfer that has waited has ended.
    public Map<CommandId, Integer> ends() {
        return ends;
    }

    /// The transfers that wait.
    public Stream<Outcome.Queued> waiting() {
        return outcomes.values().stream()
                .map(List::getFirst)
                .filter(Outcome.Queued.class::isInstance)
                .map(Outcome.Queued.class::cast)
                .filter(Outcome.Queued::waits);
    }

    boolean waits(CommandId id) {
        return recorded(id).orElseThrow() instanceof Outcome.Queued queued && queued.waits();
    }

    /// The transfers that were sent, also after they have waited.
    public Stream<Outcome.Sent> sent() {
        return outcomes.values().stream()
                .flatMap(rows -> Outcome.Sent.in(rows.getFirst()).stream());
    }

    private void stand(Standing standing) {
        put(new Account(standing, account(standing.id().number()).profile()));
    }

    private void apply(Decided.Crossed crossed, Instant at, Set<Object> leftOut) {
        for (Command.Crossing row : crossed.decided()) {
            add(new DecisionRow(row.id(), Verdict.DECIDED, at));
            row.legs()
                    .forEach(region -> legs.put(new Leg(row.id(), region), new LegRow(at, false)));
        }
        crossed.dropped().forEach(this::drop);
        for (Kept row : crossed.promised()) {
            Optional<List<Object>> key = Schema.REAL.promise(row);
            if (key.filter(leftOut::contains).isEmpty()) {
                promises.add(new PromiseRow(row, at));
                key.ifPresent(keys::add);
            }
        }
        crossed.reserving().forEach(this::stand);
        crossed.ended().forEach(this::become);
        crossed.settled()
                .forEach((account, sum) -> settlements.merge(account, sum.amount(), Long::sum));
    }

    private void drop(Kept kept) {
        promises.removeIf(row -> row.kept().equals(kept));
        Schema.REAL.promise(kept).ifPresent(keys::remove);
    }

    /// What a database restored from a backup may have forgotten.
    public void forget(PromiseRow promise) {
        drop(promise.kept());
        stand(account(promise.kept().account()).standing().promising(-promise.kept().amount()));
    }

    /// The system's account for credits that nobody else can take.
    public AccountId unclaimed() {
        return accounts.values().stream()
                .map(Account::standing)
                .filter(standing -> !standing.kind().onRequest())
                .map(Standing::id)
                .findFirst()
                .orElseThrow();
    }
}
