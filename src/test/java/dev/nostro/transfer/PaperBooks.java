package dev.nostro.transfer;

import dev.nostro.account.Account;
import dev.nostro.account.AccountId;
import dev.nostro.account.AccountKind;
import dev.nostro.account.AccountState;
import dev.nostro.account.Profile;
import dev.nostro.account.Standing;
import dev.nostro.region.RegionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The books of a test, on paper: a batch is decided from the part of them that it touches, and
/// what was decided is then written, as the ledger does with its tables.
final class PaperBooks {

    static final RegionId HOME = new RegionId("eu");
    static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    static final Currency EUR = Currency.getInstance("EUR");
    static final Currency JPY = Currency.getInstance("JPY");

    private final Map<Long, Standing> accounts = new LinkedHashMap<>();
    private final Map<Long, Profile> profiles = new HashMap<>();
    private final Map<CommandId, Outcome.Recorded> recorded = new HashMap<>();
    private final Map<CrossingId, Crossings.Verdict> ended = new HashMap<>();
    private final List<Posting> postings = new ArrayList<>();
    private long ordinal;
    private Instant now = NOON;

    /// A customer's account in euros with this many cents.
    AccountId customer(long balance) {
        return account(balance, standing -> standing);
    }

    /// One of the bank's own in euros.
    AccountId internal(long balance) {
        return account(balance, standing -> as(standing, AccountKind.INTERNAL));
    }

    /// A customer's account in euros, made into something else.
    AccountId account(long balance, UnaryOperator<Standing> change) {
        AccountId id = unused();
        Standing standing =
                new Standing(
                        id,
                        EUR,
                        AccountKind.CUSTOMER,
                        AccountState.OPEN,
                        balance,
                        0,
                        0,
                        0,
                        0,
                        0,
                        NOON);
        put(change.apply(standing), new Profile("Alice", "alice", Map.of(), 0, NOON));
        return id;
    }

    static Standing as(Standing standing, AccountKind kind) {
        return new Standing(
                standing.id(),
                standing.currency(),
                kind,
                standing.state(),
                standing.balance(),
                standing.held(),
                standing.promised(),
                standing.overdraftLimit(),
                standing.seq(),
                standing.version(),
                standing.lastPostedAt());
    }

    static Standing in(Currency currency, Standing standing) {
        return new Standing(
                standing.id(),
                currency,
                standing.kind(),
                standing.state(),
                standing.balance(),
                standing.held(),
                standing.promised(),
                standing.overdraftLimit(),
                standing.seq(),
                standing.version(),
                standing.lastPostedAt());
    }

    private void put(Standing standing, Profile profile) {
        accounts.put(standing.id().number(), standing);
        profiles.put(standing.id().number(), profile);
    }

    void setClock(Instant time) {
        now = time;
    }

    /// Somebody ends this crossing before it is decided.
    void abort(CrossingId crossing) {
        ended.put(crossing, Crossings.Verdict.ABORTED);
    }

    /// Decides these commands together, at the clock's time, and writes what comes of it.
    Decided decide(List<? extends Command> commands) {
        Decided decided = Decision.decide(load(commands), commands, now);
        write(decided);
        return decided;
    }

    Decided decide(Command... commands) {
        return decide(List.of(commands));
    }

    /// What becomes of one command alone.
    Outcome outcome(Command command) {
        return decide(command).answers().getFirst().outcome();
    }

    Standing standing(AccountId id) {
        return Objects.requireNonNull(accounts.get(id.number()));
    }

    Profile profile(AccountId id) {
        return Objects.requireNonNull(profiles.get(id.number()));
    }

    List<Standing> standings() {
        return List.copyOf(accounts.values());
    }

    List<Posting> postings() {
        return postings;
    }

    /// What a batch of these commands is decided from: what it touches, and nothing else.
    Books load(List<? extends Command> commands) {
        Map<Long, Standing> touched = new HashMap<>();
        Map<Long, Profile> amended = new HashMap<>();
        Map<CommandId, Outcome.Recorded> known = new HashMap<>();
        List<AccountId> unused = new ArrayList<>();
        for (Command command : commands) {
            for (AccountId id : accountsOf(command)) {
                copy(accounts, touched, id.number());
            }
            for (CommandId id : keysOf(command)) {
                copy(recorded, known, id);
            }
            if (command instanceof Command.Amendment amendment) {
                copy(profiles, amended, amendment.account().number());
            }
            if (command instanceof Command.Opening) {
                unused.add(unused());
            }
        }
        return new Books(touched, amended, known, unused, new Crossings(ended, Map.of()));
    }

    private static <K, V> void copy(Map<K, V> from, Map<K, V> to, K key) {
        V value = from.get(key);
        if (value != null) {
            to.put(key, value);
        }
    }

    private AccountId unused() {
        return AccountId.of(HOME, AccountId.numbered(++ordinal));
    }

    static Set<AccountId> accountsOf(Command command) {
        return switch (command) {
            case Command.Transfer transfer ->
                    new HashSet<>(List.of(transfer.from(), transfer.to()));
            case Command.Opening _ -> Set.of();
            case Command.Amendment amendment -> Set.of(amendment.account());
            case Command.AllOrNone batch -> {
                Set<AccountId> all = new HashSet<>();
                batch.transfers().forEach(transfer -> all.addAll(accountsOf(transfer)));
                yield all;
            }
            default ->
                    leaving(command).stream()
                            .map(Command.Transfer::from)
                            .collect(Collectors.toSet());
        };
    }

    /// The transfers of a command whose other side is in another region.
    private static List<Command.Transfer> leaving(Command command) {
        return switch (command) {
            case Command.Leaving leaving -> List.of(leaving.transfer());
            case Command.Queueing asked -> List.of(asked.transfer());
            case Command.Expiry asked -> List.of(asked.transfer());
            case Command.LeavingTogether leaving -> leaving.batch().transfers();
            case Command.Crossing crossing -> crossing.transfers();
            default -> throw new IllegalArgumentException("received from another region");
        };
    }

    private static Stream<CommandId> keys(Command command) {
        return switch (command) {
            case Command.Keyed keyed -> Stream.of(keyed.id());
            case Command.Amendment _ -> Stream.empty();
            case Command.AllOrNone batch -> batch.transfers().stream().map(Command.Transfer::id);
            default -> leaving(command).stream().map(Command.Transfer::id);
        };
    }

    private static List<CommandId> keysOf(Command command) {
        return keys(command).toList();
    }

    /// Writes what was decided; a key is written once.
    void write(Decided decided) {
        for (Outcome.Recorded outcome : decided.recorded()) {
            if (recorded.put(outcome.command().id(), outcome) != null) {
                throw new AssertionError("a second outcome under one key: " + outcome);
            }
        }
        for (Outcome.Queued waited : decided.crossed().ended()) {
            recorded.put(waited.command().id(), waited);
        }
        decided.crossed()
                .decided()
                .forEach(crossing -> ended.put(crossing.id(), Crossings.Verdict.DECIDED));
        postings.addAll(decided.postings());
        for (Account amended : decided.amended()) {
            put(amended.standing(), amended.profile());
        }
        for (Standing moved : decided.moved()) {
            accounts.put(moved.id().number(), moved);
        }
        for (Standing reserving : decided.crossed().reserving()) {
            accounts.put(reserving.id().number(), reserving);
        }
        for (Account opened : decided.opened()) {
            put(opened.standing(), opened.profile());
        }
    }
}
