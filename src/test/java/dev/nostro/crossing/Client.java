package dev.nostro.crossing;

import dev.nostro.crossing.Invariants.Harm;
import dev.nostro.ledger.Schedule;
import dev.nostro.ledger.StoredBooks;
import dev.nostro.transfer.Answer;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.CommandId;
import dev.nostro.transfer.Outcome;
import dev.nostro.transfer.Reason;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Somebody who wants one command carried out: sends it to nodes of the paying region, twice at
/// once or again later, until it has an answer that is final.
final class Client {

    private static final int LONGEST_PAUSE = 900_000;
    private static final long TIRED = 3_200_000;

    private final Command command;
    private final WhenUnavailable whenUnavailable;
    private final Site site;
    private final Map<CommandId, Outcome.Recorded> told = new HashMap<>();
    private final Set<String> heard = new HashSet<>();
    private int open;
    private boolean unknown;
    private boolean done;

    /// Where it sends to.
    ///
    /// @param node a living node of the region that decides, if there is one
    /// @param guard runs a check and keeps what it throws
    record Site(
            Schedule schedule,
            Supplier<Optional<SimulatedNode>> node,
            StoredBooks books,
            Invariants invariants,
            Consumer<Runnable> guard) {}

    Client(Command command, WhenUnavailable whenUnavailable, Site site) {
        this.command = command;
        this.whenUnavailable = whenUnavailable;
        this.site = site;
    }

    /// Of which kinds the answers were.
    Set<String> heard() {
        return heard;
    }

    boolean done() {
        return done;
    }

    /// Sends it at some time soon; `patient`: and again, if that is of no use.
    void sendWithin(int micros, boolean patient) {
        site.schedule()
                .after(
                        1 + site.schedule().any(micros),
                        () -> site.guard().accept(() -> send(patient)));
    }

    private void send(boolean patient) {
        Optional<SimulatedNode> found = site.node().get();
        if (found.isEmpty()) {
            again(patient);
            return;
        }
        checkNothingDone();
        SimulatedNode node = found.get();
        boolean[] answered = {false};
        open++;
        site.schedule()
                .after(
                        TIRED,
                        () -> {
                            if (!answered[0]) {
                                again(patient);
                            }
                        });
        node.machine()
                .after(
                        1,
                        () -> {
                            var _ =
                                    node.submit(command, whenUnavailable)
                                            .whenComplete((answer, failure) -> {
                                                if (!node.machine().dead()) {
                                                    answered[0] = true;
                                                    open--;
                                                    site.guard()
                                                            .accept(() ->
                                                                    hear(answer, failure, patient));
                                                }
                                            });
                        });
    }

    private void again(boolean patient) {
        if (patient && !done) {
            sendWithin(LONGEST_PAUSE, true);
        }
    }

    private void hear(Answer answer, Throwable failure, boolean patient) {
        if (failure != null) {
            throw new Harm("not answered but failed: " + failure);
        }
        if (!understood(answer.outcome())) {
            checkNothingDone();
            again(patient);
        }
    }

    /// As long as every answer says that nothing was done, nothing is.
    private void checkNothingDone() {
        if (told.isEmpty() && open == 0 && !unknown && transfers().stream().anyMatch(this::paid)) {
            throw new Harm("told that nothing was done, and paid: " + command);
        }
    }

    /// Whether that was the end of it.
    private boolean understood(Outcome outcome) {
        heard.add(outcome.getClass().getSimpleName());
        switch (outcome) {
            case Outcome.Recorded recorded -> {
                hear(recorded);
                done = true;
            }
            case Outcome.KeyReused reused -> {
                site.invariants().checkTold(reused.first(), site.books());
                done = true;
            }
            case Outcome.AllPosted all -> {
                for (Answer one : all.answers()) {
                    hear((Outcome.Recorded) one.outcome());
                }
                done = true;
            }
            case Outcome.BatchRefused refused ->
                    done |=
                            !(refused.culprit() instanceof Outcome.Declined(Reason reason))
                                    || !reason.retryable();
            case Outcome.Declined declined -> {
                heard.add(declined.reason().name());
                unknown |= declined.reason().effect() == Reason.Effect.UNKNOWN;
                done |= !declined.reason().retryable();
                return !declined.reason().retryable();
            }
            default -> throw new Harm("no answer for a client: " + outcome);
        }
        return done;
    }

    private void hear(Outcome.Recorded recorded) {
        site.invariants().checkTold(recorded, site.books());
        Outcome.Recorded now = Invariants.first(recorded);
        Outcome.Recorded before = told.putIfAbsent(recorded.command().id(), now);
        if (before != null && !before.equals(now)) {
            throw new Harm("told one thing and then another: " + before + ", " + now);
        }
    }

    /// At the end: of an atomic batch everything was done or nothing.
    void checkTruth() {
        checkNothingDone();
        if (command instanceof Command.AllOrNone) {
            long paid = transfers().stream().filter(this::paid).count();
            if (paid != 0 && paid != transfers().size()) {
                throw new Harm("some of all or none: " + command);
            }
        }
    }

    List<Command.Transfer> transfers() {
        return switch (command) {
            case Command.Transfer transfer -> List.of(transfer);
            case Command.AllOrNone batch -> batch.transfers();
            default -> List.of();
        };
    }

    private boolean paid(Command.Transfer transfer) {
        return site.books()
                .recorded(transfer.id())
                .filter(outcome ->
                        outcome instanceof Outcome.Sent
                                || outcome instanceof Outcome.Posted
                                || outcome instanceof Outcome.Queued)
                .filter(outcome -> outcome.command().equals(transfer))
                .isPresent();
    }
}
