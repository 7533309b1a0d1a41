package dev.nostro.crossing;

import java.util.List;

/// A mistake that somebody could make, as a change of the real sources. Each leaves out one of the
/// rules that `docs/concepts/crossing.md` gives.
enum Mistake {
    /// Rule 1: a late coordinator decides what was aborted.
    DECISION_NOT_UNIQUE(
            new Edit(
                    "src/main/resources/db/migration/V3__crossing.sql",
                    "crossing    uuid primary key,",
                    "crossing    uuid not null,")),
    /// Rule 1: what a coordinator is about to decide is told to be aborted.
    CONCLUDE_DOES_NOT_WAIT(
            new Edit(
                    "src/main/java/dev/nostro/crossing/Conclude.java",
                    "known -> known.isPresent() ? done(known) : end(crossing, asking)",
                    """
                    known -> {
                        if (known.isPresent()) {
                            return done(known);
                        }
                        var _ = end(crossing, asking);
                        return CompletableFuture.completedStage(Verdict.ABORTED);
                    }
                    """)),
    /// Rule 2: the writer answers when everything is written, and commits then.
    TOLD_BEFORE_THE_COMMIT(
            new Edit(
                    "src/main/java/dev/nostro/ledger/BatchTransaction.java",
                    "commit = write(decided, made);",
                    "commit = write(decided, made); Writer.tell(decided.answers());"),
            new Edit(
                    "src/main/java/dev/nostro/ledger/Writer.java",
                    "private volatile List<Submission> underWay = List.of();",
                    """
                    private volatile List<Submission> underWay = List.of();
                    private static final ThreadLocal<List<Submission>> OPEN = new ThreadLocal<>();
                    static void tell(List<Answer> answers) {
                        for (int at = 0; at < answers.size(); at++) {
                            OPEN.get().get(at).answer(answers.get(at));
                        }
                    }
                    """),
            new Edit(
                    "src/main/java/dev/nostro/ledger/Writer.java",
                    "answer(open, transaction.run(",
                    "OPEN.set(open); answer(open, transaction.run(")),
    /// Rule 2: the other regions are told that nothing was decided, because the reply was lost.
    ROLLBACK_TELLS_THE_OTHERS(
            new Edit(
                    "src/main/java/dev/nostro/crossing/Attempt.java",
                    "map(_ -> (XAResource) new RegionParty())",
                    """
                    map(region -> (XAResource) java.lang.reflect.Proxy.newProxyInstance(
                        Attempt.class.getClassLoader(),
                        new Class<?>[] {XAResource.class},
                        (_, method, _) -> {
                            if (method.getName().equals("rollback")) {
                                protocol.wire().settle(region, id, List.of());
                            }
                            return method.getReturnType() == int.class ? XAResource.XA_OK : null;
                        }))
                    """)),
    /// Rule 2: the client is told that nothing was done, because the reply was lost.
    LOST_COMMIT_IS_A_ROLLBACK(
            new Edit(
                    "src/main/java/dev/nostro/ledger/Writer.java",
                    """
                                case COMMIT_LOST -> {
                                    respite.renew();
                                    yield false;
                    """,
                    """
                                case COMMIT_LOST -> {
                                    decline(open, Reason.DATABASE_UNAVAILABLE);
                                    yield true;
                    """)),
    /// Rule 3: nothing is left of a credit that was booked.
    FORGETS_CREDITS(
            new Edit(
                    "src/main/java/dev/nostro/transfer/CrossingDecision.java",
                    "draft.record(Outcome.Received.of("
                            + "credit, origin, at, received.id(), received.seq()));",
                    "")),
    /// Rule 3: all attempts at a transfer share one promise.
    ONE_PROMISE_PER_TRANSFER(
            new Edit(
                    "src/main/resources/db/migration/V3__crossing.sql",
                    "primary key (crossing, transfer)",
                    "primary key (transfer)"),
            new Edit(
                    "src/main/java/dev/nostro/ledger/Statements.java",
                    "if (written != part.rows()) {",
                    "if (written != part.rows() && !part.sql().contains(\"into promise\")) {")),
    /// Rule 4: an account that holds a promise can be closed.
    CLOSES_ACCOUNTS_WITH_PROMISES(
            new Edit(
                    "src/main/java/dev/nostro/transfer/Decision.java",
                    "if (closing && before.promised() != 0) return Reason.ACCOUNT_HAS_PROMISES;",
                    ""),
            new Edit(
                    "src/main/resources/db/migration/V3__crossing.sql",
                    "when 'closed' then balance = 0 and held = 0 and promised = 0",
                    "when 'closed' then balance = 0 and held = 0")),
    /// The key is looked up in a transaction of its own, before the one that writes.
    KEY_CHECKED_OUTSIDE(
            new Edit(
                    "src/main/java/dev/nostro/ledger/Needs.java",
                    """
                            private void addPaying(Command.Transfer transfer) {
                                keys.add(transfer.id().value());
                    """,
                    """
                            private void addPaying(Command.Transfer transfer) {
                    """),
            new Edit(
                    "src/main/resources/db/migration/V1__ledger.sql",
                    "id             uuid primary key,",
                    "id             uuid not null,")),
    /// What a transfer that waited has had held goes on being held after it was paid.
    HOLD_IS_KEPT(
            new Edit(
                    "src/main/java/dev/nostro/transfer/Waiting.java",
                    "from.paidFromHold(transfer.amount().minor(), at)",
                    "from.posted(-transfer.amount().minor(), at)")),
    /// A transfer that waited is carried again by whoever comes second.
    CARRIED_TWICE(
            new Edit(
                    "src/main/java/dev/nostro/transfer/Waiting.java",
                    "if (!queued.waits() || !open) {",
                    "if (!queued.waits()) queued = queued.first(); if (!open) {"),
            new Edit(
                    "src/main/java/dev/nostro/transfer/Waiting.java",
                    "paidFromHold(transfer.amount().minor(), at)",
                    "paidFromHold(Math.min(from.held(), transfer.amount().minor()), at)"),
            new Edit(
                    "src/main/java/dev/nostro/ledger/QueuedWrites.java",
                    "where q.transfer = u.transfer and q.ended_at is null",
                    "where q.transfer = u.transfer")),
    /// A crossing that was decided is told as if all of it had been accepted.
    TELLS_PER_CROSSING(
            new Edit(
                    "src/main/java/dev/nostro/crossing/Attempt.java",
                    "return answers.stream()",
                    "if (!answers.isEmpty()) return credits().getOrDefault(region, List.of());"
                            + " return answers.stream()")),
    /// A crossing that was decided is booked as if all of it had been accepted.
    CONCLUDES_PER_CROSSING(
            new Edit(
                    "src/main/java/dev/nostro/transfer/CrossingDecision.java",
                    "attempt.crossing().kept(told.crossing()).values().forEach(attempt::drop);",
                    """
                    for (Kept kept : attempt.crossing().kept(told.crossing()).values()) {
                        attempt.drop(kept);
                        Standing to = attempt.last(kept.account());
                        if (!told.accepted().isEmpty()
                                && attempt.recorded(kept.transfer()) == null
                                && told.accepted().stream()
                                        .noneMatch(one -> one.transfer().equals(kept.transfer()))) {
                            var amount = new dev.nostro.money.Money(kept.amount(), to.currency());
                            receive(
                                    new Credit(kept.transfer(), to.id(), to.id(), amount, null),
                                    to,
                                    told.origin(),
                                    attempt);
                        }
                    }
                    """));

    @SuppressWarnings("ImmutableEnumChecker") // a copy that nobody can change
    private final List<Edit> edits;

    Mistake(Edit... edits) {
        this.edits = List.of(edits);
    }

    /// What stands there once, and what stands there instead.
    record Edit(String file, String snippet, String instead) {

        String of(String text) {
            int at = text.indexOf(snippet);
            if (at < 0 || text.indexOf(snippet, at + 1) >= 0) {
                throw new IllegalStateException("not exactly once in " + file + ":\n" + snippet);
            }
            return text.substring(0, at) + instead + text.substring(at + snippet.length());
        }
    }

    List<Edit> edits() {
        return edits;
    }
}
