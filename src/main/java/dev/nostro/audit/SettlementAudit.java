package dev.nostro.audit;

import dev.nostro.audit.Differences.Search;
import dev.nostro.audit.Questions.Applied;
import dev.nostro.audit.Questions.ReceivedAnswer;
import dev.nostro.audit.SettlementBooks.Counterpart;
import dev.nostro.audit.SettlementBooks.Open;
import dev.nostro.audit.SettlementBooks.Received;
import dev.nostro.audit.SettlementBooks.Snapshot;
import dev.nostro.link.Link;
import dev.nostro.link.Wording;
import dev.nostro.region.RegionId;
import dev.nostro.region.Regions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The proof that between this region and every other one nothing got lost and nothing was made:
/// what this one has sent and the other has not received is exactly what is in flight.
///
/// First the others say what they have received, up to a place in their journals. What they count
/// was decided here before, so a later snapshot of this region has all of it. What they do not
/// count is not confirmed here, or was confirmed after the audit began; of those they say which
/// they counted, and the rest is in flight. Nobody waits for anybody, and no clocks are compared.
@Singleton
public final class SettlementAudit {

    /// How long a region has to add up its books.
    private static final Duration WITHIN = Duration.ofSeconds(25);

    /// As many transfers as fit into one question, with room to spare.
    private static final int AT_ONCE = 5_000;

    private final SettlementBooks books;
    private final Link link;
    private final Regions regions;
    private final Alarm alarm;

    SettlementAudit(SettlementBooks books, Link link, Regions regions, Alarm alarm) {
        this.books = books;
        this.link = link;
        this.regions = regions;
        this.alarm = alarm;
    }

    /// What this region has sent to each other one, and who could not be asked.
    public record Result(List<Settlement> settlements, Set<RegionId> unreached) {}

    /// Asks every other region.
    public Result take() {
        Instant began = books.now();
        Map<RegionId, Received> received = received();
        Snapshot here = books.snapshot(began);
        List<Settlement> settlements = new ArrayList<>();
        Set<RegionId> unreached = new LinkedHashSet<>();
        for (RegionId to : regions.others()) {
            Received there = received.get(to);
            Optional<Set<UUID>> applied =
                    there == null ? Optional.empty() : applied(to, there.position(), here);
            if (applied.isEmpty()) {
                unreached.add(to);
                there = null;
            }
            for (String currency : Settlement.currencies(to.name(), here, there)) {
                Counterpart key = new Counterpart(to.name(), currency);
                Settlement settlement = Settlement.of(key, here, there, applied.orElse(Set.of()));
                settlements.add(settlement);
                if (Boolean.FALSE.equals(settlement.holds())) {
                    alarm.raise(regions.own(), settlement, search(key, began, here, there));
                }
            }
        }
        return new Result(settlements, unreached);
    }

    /// What is open here is not looked for there: it may rightly be missing.
    private static Optional<Search> search(
            Counterpart to, Instant began, Snapshot here, @Nullable Received there) {
        return Optional.ofNullable(there)
                .map(received ->
                        new Search(
                                to,
                                received.position(),
                                began,
                                here.open().stream()
                                        .map(Open::transfer)
                                        .collect(Collectors.toSet())));
    }

    private static List<UUID> open(RegionId to, Snapshot here) {
        return here.open().stream()
                .filter(open -> open.key().region().equals(to.name()))
                .map(Open::transfer)
                .toList();
    }

    /// Of those that can be reached.
    private Map<RegionId, Received> received() {
        Map<RegionId, CompletionStage<byte[]>> asked = new LinkedHashMap<>();
        for (RegionId to : regions.others()) {
            asked.put(to, link.call(to, Questions.RECEIVED, new byte[0], WITHIN));
        }
        Map<RegionId, Received> received = new LinkedHashMap<>();
        asked.forEach((to, answer) -> {
            try {
                byte[] told = answer.toCompletableFuture().join();
                received.put(to, Wording.read(told, ReceivedAnswer.class).received());
            } catch (CompletionException _) {
                // it is missing, and told as not reached
            }
        });
        return received;
    }

    /// Which of the transfers open here that region has counted; empty where it does not say.
    private Optional<Set<UUID>> applied(RegionId to, long position, Snapshot here) {
        List<UUID> open = open(to, here);
        Set<UUID> applied = new HashSet<>();
        try {
            for (int start = 0; start < open.size(); start += AT_ONCE) {
                List<UUID> some = open.subList(start, Math.min(open.size(), start + AT_ONCE));
                byte[] question = Wording.write(new Applied(position, some));
                byte[] told =
                        link.call(to, Questions.APPLIED, question, WITHIN)
                                .toCompletableFuture()
                                .join();
                applied.addAll(Wording.read(told, Applied.class).transfers());
            }
            return Optional.of(applied);
        } catch (CompletionException _) {
            return Optional.empty();
        }
    }
}
