package dev.nostro.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.nostro.ledger.CrossingHistory.Doubt;
import dev.nostro.ledger.CrossingHistory.Ended;
import dev.nostro.ledger.CrossingHistory.Leg;
import dev.nostro.region.RegionId;
import dev.nostro.transfer.Crossings.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A crossing as one region knows it: the paying one by its decision, a receiving one by what it
/// has promised.
///
/// @param transfers how many it moves, or has promises for
/// @param since when it came to be decided, aborted or in doubt
/// @param ageMs how long it has not been done, or was not; null where nobody knows when it began
/// @param transferIds only where one crossing is asked for
/// @param unreached the same: regions that could not be asked for their part
@Schema(name = "Crossing")
record CrossingBody(
        String id,
        @Schema(enumeration = {"inFlight", "inDoubt", "settled", "aborted"}) String state,
        String from,
        List<String> to,
        long transfers,
        String since,
        @Nullable Long ageMs,
        List<StepBody> waitsFor,
        List<StepBody> steps,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> transferIds,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Set<String> unreached) {

    static final String IN_DOUBT = "inDoubt";
    static final String IN_FLIGHT = "inFlight";
    static final String SETTLED = "settled";
    static final String ABORTED = "aborted";

    static final String BEGUN = "begun";
    static final String PROMISED = "promised";
    static final String DECIDED = "decided";
    static final String DROPPED = "dropped";

    /// A step, where it is done, and when that was; null while it is waited for.
    @Schema(name = "CrossingStep")
    record StepBody(
            @Schema(enumeration = {"begun", "promised", "decided", "aborted", "settled", "dropped"})
                    String step,
            String region,
            @Nullable String at) {

        static StepBody of(String step, RegionId region, @Nullable Instant at) {
            return new StepBody(step, region.name(), at == null ? null : Times.write(at));
        }
    }

    /// As the paying region knows it: a promise's time is when all of them had come.
    static CrossingBody of(Ended ended, RegionId own, Instant now) {
        List<StepBody> steps = new ArrayList<>();
        List<StepBody> waitsFor = new ArrayList<>();
        add(steps, BEGUN, own, ended.begunAt());
        ended.legs().forEach(leg -> add(steps, PROMISED, leg.region(), ended.promisedAt()));
        boolean aborted = ended.verdict() == Verdict.ABORTED;
        steps.add(StepBody.of(aborted ? ABORTED : DECIDED, own, ended.decidedAt()));
        for (Leg leg : ended.legs()) {
            add(leg.settledAt() == null ? waitsFor : steps, SETTLED, leg.region(), leg.settledAt());
        }
        String state = aborted ? ABORTED : waitsFor.isEmpty() ? SETTLED : IN_FLIGHT;
        return new CrossingBody(
                ended.id().text(own),
                state,
                own.name(),
                ended.legs().stream().map(leg -> leg.region().name()).toList(),
                ended.transfers(),
                Times.write(ended.decidedAt()),
                age(ended, waitsFor.isEmpty() ? done(ended) : now),
                waitsFor,
                steps,
                null,
                null);
    }

    /// As a receiving region knows it that has not heard its end.
    static CrossingBody of(Doubt doubt, RegionId own, Instant now) {
        return new CrossingBody(
                doubt.id().text(doubt.origin()),
                IN_DOUBT,
                doubt.origin().name(),
                List.of(own.name()),
                doubt.transfers(),
                Times.write(doubt.promisedAt()),
                Duration.between(doubt.promisedAt(), now).toMillis(),
                List.of(StepBody.of(DECIDED, doubt.origin(), null)),
                List.of(StepBody.of(PROMISED, own, doubt.promisedAt())),
                null,
                null);
    }

    CrossingBody withTransfers(List<String> ids) {
        return new CrossingBody(
                id, state, from, to, transfers, since, ageMs, waitsFor, steps, ids, unreached);
    }

    private static void add(
            List<StepBody> steps, String step, RegionId region, @Nullable Instant at) {
        if (at != null || step.equals(SETTLED)) {
            steps.add(StepBody.of(step, region, at));
        }
    }

    private static @Nullable Long age(Ended ended, Instant end) {
        Instant begun = ended.begunAt();
        return begun == null ? null : Duration.between(begun, end).toMillis();
    }

    private static Instant done(Ended ended) {
        return ended.legs().stream()
                .map(Leg::settledAt)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(ended.decidedAt());
    }
}
