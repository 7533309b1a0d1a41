package dev.nostro.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is recorded under some keys: enough to answer whoever comes with one of them again, without
/// a look at any account.
public record FirstAnswers(Map<CommandId, Outcome.Recorded> recorded) {

    public FirstAnswers {
        recorded = Map.copyOf(recorded);
    }

    /// The keys under which a command's answer would be found; none where it has no key.
    public static List<CommandId> keys(Command command) {
        return switch (command) {
            case Command.Keyed keyed -> List.of(keyed.id());
            case Command.Leaving leaving -> List.of(leaving.transfer().id());
            case Command.Queueing asked -> List.of(asked.transfer().id());
            case Command.AllOrNone batch -> keys(batch.transfers());
            case Command.LeavingTogether leaving -> keys(leaving.batch().transfers());
            case Command.Amendment _,
                    Command.Expiry _,
                    Command.Crossing _,
                    Command.Preparation _,
                    Command.Conclusion _ ->
                    List.of();
        };
    }

    private static List<CommandId> keys(List<Command.Transfer> transfers) {
        return transfers.stream().map(Command.Transfer::id).toList();
    }

    /// The answer that a command has had; empty where there is something to be decided.
    public Optional<Answer> to(Command command) {
        return switch (command) {
            case Command.Keyed keyed -> under(keyed);
            case Command.Leaving leaving -> under(leaving.transfer());
            case Command.Queueing asked -> under(asked.transfer());
            case Command.AllOrNone batch -> made(batch);
            case Command.LeavingTogether leaving -> made(leaving.batch());
            case Command.Amendment _,
                    Command.Expiry _,
                    Command.Crossing _,
                    Command.Preparation _,
                    Command.Conclusion _ ->
                    Optional.empty();
        };
    }

    private Optional<Answer> under(Command.Keyed command) {
        return to(command, recorded.get(command.id()));
    }

    /// A batch that was made as a whole. Of any other one nothing is kept.
    private Optional<Answer> made(Command.AllOrNone batch) {
        List<Answer> answers = new ArrayList<>(batch.transfers().size());
        for (Command.Transfer transfer : batch.transfers()) {
            under(transfer).filter(FirstAnswers::paid).ifPresent(answers::add);
        }
        return answers.size() == batch.transfers().size()
                ? Optional.of(Answer.first(new Outcome.AllPosted(List.copyOf(answers))))
                : Optional.empty();
    }

    private static boolean paid(Answer answer) {
        return answer.outcome() instanceof Outcome.Posted
                || answer.outcome() instanceof Outcome.Sent;
    }

    /// The answer to a command under whose key this is recorded: the same again, if the same is
    /// asked for.
    static Optional<Answer> to(Command.Keyed command, Outcome.@Nullable Recorded first) {
        if (first == null) {
            return Optional.empty();
        }
        List<String> conflicts = Conflicts.between(first.command(), command);
        return Optional.of(
                conflicts.isEmpty()
                        ? Answer.again(first)
                        : Answer.first(new Outcome.KeyReused(conflicts, first)));
    }
}
