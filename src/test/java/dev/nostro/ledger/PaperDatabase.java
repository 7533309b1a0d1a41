package dev.nostro.ledger;

import dev.nostro.region.RegionId;
import dev.nostro.transfer.CrossingId;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A region's database as the protocol depends on it: it outlives the nodes; readers see what is
/// committed; whoever locks a row or inserts a key that an open transaction has waits for its end;
/// sessions end without their node's doing; a commit may happen although its reply is lost.
public final class PaperDatabase {

    private static final long STATEMENT = 1_500;
    private static final long LATE = 400_000;

    /// As the node sets it for its sessions: `transaction_timeout`.
    private static final long TRANSACTION = 3_000_000;

    private static final String DISCONNECTED = "08006";
    private static final String DISK_FULL = "53100";

    private final Schedule schedule;
    private final StoredBooks books;
    private final Runnable committed;
    private final Set<PaperTransaction> open = new LinkedHashSet<>();
    private final Map<Object, PaperTransaction> owners = new HashMap<>();
    private List<Blocked> blocked = new ArrayList<>();
    private long downUntil;
    private int lossy;

    /// A step inside the database; false where it must wait for another transaction.
    interface Work {
        boolean done() throws SQLException;
    }

    /// What comes back: empty, or why it failed.
    interface Reply extends Consumer<Optional<SQLException>> {}

    private record Blocked(PaperTransaction transaction, Work work, Reply reply) {}

    /// `committed` runs after each commit.
    public PaperDatabase(Schedule schedule, RegionId home, Runnable committed) {
        this.schedule = schedule;
        this.books = new StoredBooks(home);
        this.committed = committed;
    }

    public StoredBooks books() {
        return books;
    }

    /// How many statements in a thousand fail, most of them with their connection.
    public void lose(int permille) {
        lossy = permille;
    }

    /// Ends all sessions, and refuses new ones for a while. Commits under way have happened or not.
    public void restart(long micros) {
        downUntil = schedule.now() + micros;
        List.copyOf(open).forEach(transaction -> end(transaction, state("57P01")));
    }

    /// Its machine is gone; what it has sent to be committed is not called back.
    public void disconnect(Machine machine) {
        for (PaperTransaction transaction : List.copyOf(open)) {
            if (transaction.machine == machine && !transaction.commitSent) {
                schedule.after(latency(), () -> end(transaction, state(DISCONNECTED)));
            }
        }
    }

    private long latency() {
        return 1L + schedule.any((int) (schedule.happens(20) ? 50 * STATEMENT : STATEMENT));
    }

    static SQLException state(String state) {
        return new SQLException("simulated", state);
    }

    PaperTransaction begin(Machine machine) {
        PaperTransaction transaction = new PaperTransaction(machine);
        open.add(transaction);
        schedule.after(TRANSACTION, () -> end(transaction, state("25P04")));
        return transaction;
    }

    /// Sends a statement and waits for its end, within a routine.
    void execute(PaperTransaction transaction, Work work) throws SQLException {
        Optional<SQLException> failure =
                Routine.await(answer -> send(transaction, work, answer::accept));
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    void send(PaperTransaction transaction, Work work, Reply reply) {
        Reply back = answer -> transaction.machine.after(latency(), () -> reply.accept(answer));
        if (schedule.happens(lossy)) {
            SQLException failure = state(schedule.happens(200) ? DISK_FULL : DISCONNECTED);
            schedule.after(
                    latency(),
                    () -> {
                        end(transaction, failure);
                        back.accept(Optional.of(failure));
                    });
        } else {
            schedule.after(latency(), () -> carryOut(new Blocked(transaction, work, back)));
        }
    }

    private void carryOut(Blocked step) {
        PaperTransaction transaction = step.transaction();
        if (schedule.now() < downUntil) {
            end(transaction, state("57P03"));
        }
        if (transaction.ended != null) {
            step.reply().accept(Optional.of(transaction.ended));
            return;
        }
        try {
            if (step.work().done()) {
                step.reply().accept(Optional.empty());
            } else {
                blocked.add(step);
            }
        } catch (SQLException e) {
            end(transaction, e);
            step.reply().accept(Optional.of(e));
        }
    }

    OffsetDateTime now() {
        return schedule.instant().atOffset(ZoneOffset.UTC);
    }

    /// Whether this transaction has the lock, or the right to insert the key.
    boolean own(PaperTransaction transaction, Object what) {
        PaperTransaction owner = owners.putIfAbsent(what, transaction);
        return owner == null || owner == transaction;
    }

    void end(PaperTransaction transaction, SQLException why) {
        if (transaction.ended == null) {
            transaction.ended = why;
            open.remove(transaction);
            owners.values().removeIf(owner -> owner == transaction);
            List<Blocked> again = blocked;
            blocked = new ArrayList<>();
            again.forEach(this::carryOut);
        }
    }

    /// Ends it; the reply may be lost although it was committed, and the commit may come later than
    /// that is noticed.
    void commit(PaperTransaction transaction, Consumer<Optional<SQLException>> reply) {
        transaction.commitSent = true;
        if (!schedule.happens(lossy)) {
            schedule.after(
                    latency(),
                    () -> {
                        Optional<SQLException> failure = commit(transaction);
                        transaction.machine.after(latency(), () -> reply.accept(failure));
                    });
            return;
        }
        transaction.machine.after(latency(), () -> reply.accept(Optional.of(state(DISCONNECTED))));
        boolean arrives = schedule.happens(600);
        schedule.after(
                schedule.happens(200) ? LATE : latency(),
                () -> {
                    if (arrives) {
                        commit(transaction);
                    } else {
                        end(transaction, state(DISCONNECTED));
                    }
                });
    }

    private Optional<SQLException> commit(PaperTransaction transaction) {
        if (transaction.ended == null) {
            if (transaction.decided != null) {
                books.apply(transaction.decided, transaction.leftOut);
            }
            if (transaction.aborted != null) {
                books.abort(transaction.aborted, schedule.instant());
            }
            end(transaction, state("00000"));
            committed.run();
            return Optional.empty();
        }
        return Optional.of(Objects.requireNonNull(transaction.ended));
    }

    void rollback(PaperTransaction transaction, Consumer<Optional<SQLException>> reply) {
        schedule.after(
                latency(),
                () -> {
                    end(transaction, state("40000"));
                    transaction.machine.after(latency(), () -> reply.accept(Optional.empty()));
                });
    }

    /// A transaction of one statement that waits for nobody: a plain read, or a plain update.
    public <T> CompletionStage<T> soon(Machine machine, Supplier<T> statement) {
        CompletableFuture<T> result = new CompletableFuture<>();
        boolean lost = schedule.happens(lossy);
        schedule.after(
                latency(),
                () -> {
                    if (lost || schedule.now() < downUntil) {
                        machine.after(
                                latency(), () -> result.completeExceptionally(state(DISCONNECTED)));
                    } else {
                        T value = statement.get();
                        machine.after(latency(), () -> result.complete(value));
                    }
                });
        return result;
    }

    /// Ends a crossing that nobody has ended, as [Decisions#abort] does.
    public CompletionStage<Void> abort(Machine machine, CrossingId crossing) {
        return new PaperEnding(this, schedule).abort(begin(machine), crossing);
    }
}
