package dev.nostro.transfer;

import dev.nostro.account.Profile;
import dev.nostro.account.Standing;
import java.util.List;

/// Outcomes in words, so that two accounts of the same events can be compared.
final class Spoken {

    private Spoken() {}

    static List<String> briefly(Decided decided) {
        return decided.answers().stream().map(Answer::outcome).map(Spoken::briefly).toList();
    }

    /// The kind of outcome, or the reason there is for it.
    static String briefly(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Posted _ -> "posted";
            case Outcome.Sent _ -> "sent";
            case Outcome.Received _ -> "received";
            case Outcome.Queued queued -> queued.waits() ? "queued" : "queued, " + end(queued);
            case Outcome.Crossed crossed ->
                    crossed.answers().stream()
                            .map(Answer::outcome)
                            .map(Spoken::briefly)
                            .toList()
                            .toString();
            case Outcome.Crosses _ -> "crosses";
            case Outcome.Promised promised -> promised.promises().toString();
            case Outcome.Concluded _ -> "concluded";
            case Outcome.Unclaimable(var currencies) -> "unclaimable " + currencies;
            case Outcome.Refused refused -> refused.reason().name();
            case Outcome.Opened _ -> "opened";
            case Outcome.Amended _ -> "amended";
            case Outcome.AllPosted _ -> "all posted";
            case Outcome.Declined declined -> declined.reason().name();
            case Outcome.KeyReused _ -> "KEY_REUSED";
            case Outcome.BatchRefused refused ->
                    "%s at %d".formatted(briefly(refused.culprit()), refused.index());
        };
    }

    private static String end(Outcome.Queued queued) {
        return switch (queued.end()) {
            case null -> "waits";
            case Outcome.Expired _ -> "expired";
            case Outcome.Sent sent -> briefly(sent);
            case Outcome.Refused refused -> briefly(refused);
        };
    }

    static List<String> inFull(List<Answer> answers) {
        return answers.stream().map(Spoken::inFull).toList();
    }

    static String inFull(Answer answer) {
        return (answer.replayed() ? "again " : "") + inFull(answer.outcome());
    }

    /// All that an outcome says beside its command.
    static String inFull(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Posted(_, var at, var payer, long toSeq) ->
                    "posted %s payer %d %d %d %d payee %d"
                            .formatted(
                                    at,
                                    payer.seq(),
                                    payer.version(),
                                    payer.balance(),
                                    payer.available(),
                                    toSeq);
            case Outcome.Sent(_, var at, var payer, var crossing) ->
                    "sent %s payer %s crossing %s".formatted(at, payer, crossing);
            case Outcome.Received(_, var at, var account, long toSeq) ->
                    "received %s %s %d".formatted(at, account, toSeq);
            case Outcome.Queued(_, var at, var holder, var expiresAt, var end) ->
                    "queued %s %s until %s: %s".formatted(at, holder, expiresAt, end);
            case Outcome.Crossed(var answers) -> "crossed " + inFull(answers);
            case Outcome.Crosses _,
                    Outcome.Promised _,
                    Outcome.Concluded _,
                    Outcome.Unclaimable _ ->
                    briefly(outcome);
            case Outcome.Refused(_, var at, Reason reason) -> "refused %s %s".formatted(at, reason);
            case Outcome.Opened(_, var at, var account) -> "opened %s %s".formatted(at, account);
            case Outcome.Amended(var account, var at) ->
                    "amended %s %s".formatted(at, inFull(account.standing(), account.profile()));
            case Outcome.AllPosted(var answers) -> "all " + inFull(answers);
            case Outcome.Declined(Reason reason) -> "declined " + reason;
            case Outcome.KeyReused(var conflicts, var first) ->
                    "reused %s of: %s".formatted(conflicts, inFull(first));
            case Outcome.BatchRefused(int index, var culprit) ->
                    "none for %d: %s".formatted(index, inFull(culprit));
        };
    }

    static String inFull(Standing standing, Profile profile) {
        return "%s %s %d limit %d name %s labels %s revision %d"
                .formatted(
                        standing.id(),
                        standing.state(),
                        standing.balance(),
                        standing.overdraftLimit(),
                        profile.name(),
                        profile.metadata(),
                        profile.revision());
    }
}
