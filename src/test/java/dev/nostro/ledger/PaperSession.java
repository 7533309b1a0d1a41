package dev.nostro.ledger;

import dev.nostro.account.Account;
import dev.nostro.account.AccountId;
import dev.nostro.account.Accounts;
import dev.nostro.account.Profile;
import dev.nostro.region.NostroConfig;
import dev.nostro.region.Regions;
import dev.nostro.transfer.CommandId;
import dev.nostro.transfer.CrossingId;
import dev.nostro.transfer.Crossings;
import dev.nostro.transfer.Crossings.Kept;
import dev.nostro.transfer.Crossings.Verdict;
import dev.nostro.transfer.Decided;
import dev.nostro.transfer.Decided.Settlement;
import dev.nostro.transfer.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hibernate.StatelessSession;
import org.hibernate.jdbc.ReturningWork;
import org.jspecify.annotations.Nullable;

/// A writer's way to a simulated database: the real batch, with its real loading and writing, on a
/// session, a connection and a transaction manager that stand in for others.
final class PaperSession {

    private final Machine machine;
    private final PaperDatabase database;
    private final Regions home;
    private @Nullable PaperTransaction current;

    PaperSession(Machine machine, PaperDatabase database) {
        this.machine = machine;
        this.database = database;
        this.home = new Regions(database.books().home());
    }

    /// The real thing.
    BatchTransaction batches() {
        StatelessSession session =
                StandIn.of(
                        StatelessSession.class,
                        (method, arguments) -> {
                            if (method.equals("doReturningWork")) {
                                return ((ReturningWork<?>) arguments[0]).execute(connection());
                            }
                            throw new UnsupportedOperationException(method);
                        });
        Accounts accounts = new PaperAccounts(session);
        SystemAccounts systemAccounts = new PaperSystemAccounts(session, accounts);
        return new BatchTransaction(
                new PaperTransactions(machine, database, begun -> current = begun),
                session,
                new Loading(
                        session,
                        accounts,
                        new PaperOutcomes(session),
                        new PaperCrossingRows(session),
                        home),
                new PaperWriting(session, accounts, systemAccounts),
                new Proven());
    }

    private PaperTransaction transaction() {
        return Objects.requireNonNull(current, "no transaction");
    }

    private Connection connection() {
        return new PaperConnection(database, transaction()).connection();
    }

    /// Reads what is committed, in a statement of its own.
    private <T> T read(Supplier<T> rows) {
        AtomicReference<T> found = new AtomicReference<>();
        try {
            database.execute(
                    transaction(),
                    () -> {
                        found.set(rows.get());
                        return true;
                    });
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return found.get();
    }

    /// A connection whose database keeps what it acknowledges: no barrier is needed.
    private static final class Proven extends Connections {
        Proven() {
            super(StandIn.silent(NostroConfig.class));
            acknowledge(Long.MAX_VALUE);
        }
    }

    private final class PaperWriting extends Writing {
        PaperWriting(StatelessSession session, Accounts accounts, SystemAccounts systemAccounts) {
            super(session, accounts, systemAccounts, home);
        }

        @Override
        boolean write(Decided decided) {
            transaction().decided = decided;
            return super.write(decided);
        }
    }

    private final class PaperCrossingRows extends CrossingRows {
        PaperCrossingRows(StatelessSession session) {
            super(session);
        }

        @Override
        Collection<Long> accounts(Set<UUID> crossings) {
            return crossings.isEmpty()
                    ? Set.of()
                    : read(() -> kept(crossings).stream().map(Kept::account).toList());
        }

        @Override
        Crossings crossings(Set<UUID> decisions, Set<UUID> promises) {
            return decisions.isEmpty() && promises.isEmpty()
                    ? Crossings.NONE
                    : read(() ->
                            new Crossings(
                                    verdicts(decisions),
                                    kept(promises).stream()
                                            .collect(Collectors.groupingBy(Kept::crossing))));
        }

        private Map<CrossingId, Verdict> verdicts(Set<UUID> crossings) {
            Map<CrossingId, Verdict> verdicts = new HashMap<>();
            crossings.stream()
                    .map(CrossingId::new)
                    .flatMap(crossing -> database.books().decisions(crossing).stream())
                    .forEach(row -> verdicts.put(row.crossing(), row.verdict()));
            return verdicts;
        }

        private List<Kept> kept(Set<UUID> crossings) {
            return database.books().promises().stream()
                    .map(StoredBooks.PromiseRow::kept)
                    .filter(kept -> crossings.contains(kept.crossing().value()))
                    .toList();
        }
    }

    private final class PaperOutcomes extends Outcomes {
        PaperOutcomes(StatelessSession session) {
            super(session, home);
        }

        @Override
        Map<CommandId, Outcome.Recorded> recorded(Collection<CommandId> ids) {
            return ids.stream()
                    .collect(
                            Collectors.toMap(
                                    id -> id, id -> database.books().recorded(id).orElseThrow()));
        }
    }

    private final class PaperAccounts extends Accounts {
        PaperAccounts(StatelessSession session) {
            super(session, home);
        }

        @Override
        public Map<Long, Profile> profiles(Collection<Long> numbers) {
            Map<Long, Profile> profiles = new HashMap<>();
            numbers.forEach(
                    number -> profiles.put(number, database.books().account(number).profile()));
            return profiles;
        }

        @Override
        public void amend(Account amended) {
            try {
                database.execute(
                        transaction(),
                        () -> {
                            PaperTables.check(database.books(), amended);
                            return true;
                        });
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private final class PaperSystemAccounts extends SystemAccounts {
        PaperSystemAccounts(StatelessSession session, Accounts accounts) {
            super(session, accounts, home);
        }

        @Override
        public AccountId settlement(Settlement settlement) {
            return AccountId.of(home.own(), AccountId.numbered(1_000_000));
        }
    }
}
