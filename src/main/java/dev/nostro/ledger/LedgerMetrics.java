package dev.nostro.ledger;

import dev.nostro.transfer.Answer;
import dev.nostro.transfer.Outcome;
import dev.nostro.transfer.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What the ledger counts: `docs/reference/metrics.md` lists it.
@Singleton
final class LedgerMetrics {

    private final MeterRegistry registry;
    private final DistributionSummary batches;
    private final Timer commits;
    private final Counter posted;
    private final Counter queued;
    private final Counter expired;
    private final Counter opened;
    private final Counter amended;
    private final Counter replayed;
    private final Map<Reason, Counter> reasons = new EnumMap<>(Reason.class);
    private final Map<BatchFailure.Kind, Counter> failures = new EnumMap<>(BatchFailure.Kind.class);

    LedgerMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.batches =
                DistributionSummary.builder("nostro.batch.size")
                        .description("Commands decided and committed together")
                        .register(registry);
        this.commits =
                Timer.builder("nostro.commit")
                        .description("Time of a batch's commit, the wait for the disk included")
                        .publishPercentiles(0.5, 0.99)
                        .register(registry);
        this.posted = outcomes("posted", "");
        this.queued = outcomes("queued", "");
        this.expired = outcomes("expired", "");
        this.opened = outcomes("opened", "");
        this.amended = outcomes("amended", "");
        this.replayed = outcomes("replayed", "");
        for (Reason reason : Reason.values()) {
            reasons.put(reason, outcomes(reason.effect().word(), reason.name()));
        }
        for (BatchFailure.Kind kind : BatchFailure.Kind.values()) {
            failures.put(kind, registry.counter("nostro.batch.failures", "kind", kind.name()));
        }
    }

    private Counter outcomes(String outcome, String reason) {
        return Counter.builder("nostro.outcomes")
                .description("Commands by what became of them")
                .tag("outcome", outcome)
                .tag("reason", reason)
                .register(registry);
    }

    /// Shows how many commands wait.
    void watch(CommandQueue queue) {
        registry.gauge("nostro.queue.depth", queue, CommandQueue::depth);
    }

    Timer commits() {
        return commits;
    }

    void failed(BatchFailure.Kind kind) {
        count(failures, kind);
    }

    void declined(Reason reason) {
        count(reasons, reason);
    }

    void decided(int size, List<Answer> answers) {
        batches.record(size);
        answers.forEach(this::count);
    }

    void count(Answer answer) {
        if (answer.replayed()) {
            replayed.increment();
            return;
        }
        switch (answer.outcome()) {
            case Outcome.Posted _, Outcome.Sent _ -> posted.increment();
            case Outcome.Queued waited -> count(waited);
            case Outcome.Crossed crossed -> crossed.answers().forEach(this::count);
            case Outcome.Crosses _,
                    Outcome.Received _,
                    Outcome.Promised _,
                    Outcome.Concluded _,
                    Outcome.Unclaimable _ -> {
                // steps on the way to an outcome
            }
            case Outcome.Opened _ -> opened.increment();
            case Outcome.Amended _ -> amended.increment();
            case Outcome.AllPosted all -> all.answers().forEach(this::count);
            case Outcome.Refused refused -> declined(refused.reason());
            case Outcome.Declined declined -> declined(declined.reason());
            case Outcome.KeyReused _ -> declined(Reason.KEY_REUSED);
            case Outcome.BatchRefused _ -> declined(Reason.BATCH_REFUSED);
        }
    }

    private void count(Outcome.Queued waited) {
        switch (waited.end()) {
            case null -> queued.increment();
            case Outcome.Sent _ -> posted.increment();
            case Outcome.Refused refused -> declined(refused.reason());
            case Outcome.Expired _ -> expired.increment();
        }
    }

    private static <K> void count(Map<K, Counter> counters, K key) {
        Counter counter = counters.get(key);
        if (counter != null) {
            counter.increment();
        }
    }
}
