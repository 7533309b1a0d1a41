package dev.nostro.crossing;

import dev.nostro.transfer.Answer;
import dev.nostro.transfer.Command;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// What the steps of a crossing work with.
record Protocol(OwnBooks books, Wire wire, Settler settler, InstantSource clock) {

    /// Steps 0 and 1: what need not cross is decided here, under lock.
    CompletionStage<Answer> decideHere(Command command) {
        Failpoint.BEFORE_LOCAL.pass();
        return books.decide(command, List.of())
                .whenComplete((_, _) -> Failpoint.AFTER_LOCAL.pass());
    }
}
