package dev.nostro.api;

import dev.nostro.region.RegionId;
import dev.nostro.region.Regions;
import dev.nostro.transfer.Answer;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.Outcome;
import dev.nostro.transfer.Reason;
import jakarta.inject.Singleton;
import java.util.List;

/// Makes answers into what is told. A first answer told again is made from the same values by the
/// same steps, so its bytes are the same (ADR 0007).
@Singleton
final class Telling {

    static final String TRANSFERS = "/v1/transfers/";
    static final String ACCOUNTS = "/v1/accounts/";

    private final RegionId home;

    Telling(Regions regions) {
        this.home = regions.own();
    }

    /// The place of a transfer, also of one that will not be.
    String instance(Command.Transfer command) {
        return TRANSFERS + command.id().text(home);
    }

    /// `instance` names the request where the answer is not about something recorded.
    Told tell(Answer answer, String instance) {
        boolean replayed = answer.replayed();
        return switch (answer.outcome()) {
            case Outcome.Posted posted -> {
                TransferBody body = TransferBody.of(posted, home);
                yield new Told(201, body, TRANSFERS + body.id(), replayed);
            }
            case Outcome.Sent sent -> {
                TransferBody body = TransferBody.of(sent, home, null);
                yield new Told(201, body, TRANSFERS + body.id(), replayed);
            }
            case Outcome.Queued queued -> {
                TransferBody body = TransferBody.of(queued.first(), home, null);
                yield new Told(202, body, TRANSFERS + body.id(), replayed);
            }
            case Outcome.Refused refused -> {
                String location = instance(refused.command());
                Problem body = Problem.of(refused.reason(), location);
                yield new Told(body.status(), body, location, replayed);
            }
            case Outcome.Opened opened -> {
                AccountBody body = AccountBody.of(opened.asOpened(), opened.at());
                yield new Told(201, body, ACCOUNTS + body.id(), replayed);
            }
            case Outcome.Amended amended ->
                    new Told(200, AccountBody.of(amended.account(), amended.at()), null, false);
            case Outcome.Declined declined -> Told.problem(Problem.of(declined.reason(), instance));
            case Outcome.KeyReused reused -> Told.problem(keyReused(reused, instance));
            case Outcome.AllPosted _, Outcome.BatchRefused _ ->
                    throw new IllegalStateException("a batch is told as a batch");
            case Outcome.Received _,
                    Outcome.Crossed _,
                    Outcome.Crosses _,
                    Outcome.Promised _,
                    Outcome.Concluded _,
                    Outcome.Unclaimable _ ->
                    throw new IllegalStateException("nobody outside is told of " + answer);
        };
    }

    /// The answer to an atomic batch whose transfers came under these keys.
    Told tellBatch(Answer answer, List<String> keys, String instance) {
        return switch (answer.outcome()) {
            case Outcome.AllPosted all ->
                    outcomes(all.answers().stream().map(one -> tell(one, instance)).toList());
            case Outcome.BatchRefused refused ->
                    Told.problem(batchRefused(refused, keys, instance));
            default -> tell(answer, instance);
        };
    }

    /// One body for each transfer of a batch, in order.
    static Told outcomes(List<Told> outcomes) {
        return new Told(200, new Outcomes(outcomes.stream().map(Told::body).toList()), null, false);
    }

    /// What became of each transfer of a batch.
    private record Outcomes(List<Object> outcomes) {}

    private Problem keyReused(Outcome.KeyReused reused, String instance) {
        Problem problem = Problem.of(Reason.KEY_REUSED, instance);
        return switch (reused.first()) {
            case Outcome.Opened opened ->
                    problem.withConflicts(reused.conflicts(), null, opened.account().text());
            case Outcome.Posted _,
                    Outcome.Sent _,
                    Outcome.Queued _,
                    Outcome.Received _,
                    Outcome.Refused _ ->
                    problem.withConflicts(
                            reused.conflicts(), reused.first().command().id().text(home), null);
        };
    }

    private static Problem batchRefused(
            Outcome.BatchRefused refused, List<String> keys, String instance) {
        Reason reason =
                switch (refused.culprit()) {
                    case Outcome.Refused culprit -> culprit.reason();
                    case Outcome.Declined culprit -> culprit.reason();
                    case Outcome.KeyReused _ -> Reason.KEY_REUSED;
                    default -> throw new IllegalStateException("no reason to refuse a batch");
                };
        int index = refused.index();
        return Problem.of(Reason.BATCH_REFUSED, instance)
                .withCulprit(
                        new Problem.Culprit(
                                index, keys.get(index), reason.name(), reason.detail()));
    }
}
