package dev.nostro.audit;

import dev.nostro.audit.SettlementBooks.Counterpart;
import dev.nostro.audit.SettlementRows.Line;
import dev.nostro.link.Link;
import dev.nostro.link.Wording;
import dev.nostro.region.RegionId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds the transfers on which two regions do not agree, once their sums have said that there are
/// some: both go through their rows in the same order, a page at a time.
@Singleton
final class Differences {

    /// How long the other region has for one page.
    private static final Duration WITHIN = Duration.ofSeconds(10);

    private static final int PAGE = 5_000;

    /// An alarm waits for this: what is told of a million transfers is enough to begin with.
    private static final int PAGES = 200;

    /// More than this need not be in a log.
    private static final int MOST = 50;

    /// Ids are compared as PostgreSQL does, from the first byte to the last.
    private static final UUID FIRST = new UUID(0, 0);

    private static final UUID LAST = new UUID(-1, -1);

    private final SettlementRows rows;
    private final Link link;

    Differences(SettlementRows rows, Link link) {
        this.rows = rows;
        this.link = link;
    }

    /// What both sides have of one transfer; null where they have nothing.
    record Difference(UUID transfer, @Nullable Long sent, @Nullable Long received) {

        @Override
        public String toString() {
            return transfer + ":" + text(sent) + "/" + text(received);
        }

        private static String text(@Nullable Long amount) {
            return amount == null ? "-" : amount.toString();
        }
    }

    /// What is compared.
    ///
    /// @param position in the journal of the other region: what it had by then
    /// @param began of the audit: what was sent since may rightly not be there
    /// @param inFlight what was sent before, and may rightly not be there
    record Search(Counterpart to, long position, Instant began, Set<UUID> inFlight) {}

    /// The first that differ. Fails where the other region cannot be reached any more.
    List<Difference> find(Search search) {
        List<Difference> found = new ArrayList<>();
        UUID after = FIRST;
        for (int page = 0; page < PAGES && found.size() < MOST; page++) {
            List<Line> here = rows.sent(search.to(), after, PAGE);
            boolean more = here.size() == PAGE;
            UUID last = more ? here.getLast().transfer() : LAST;
            found.addAll(compare(here, there(search, after, last), search));
            if (!more) {
                break;
            }
            after = last;
        }
        return found.subList(0, Math.min(MOST, found.size()));
    }

    private List<Line> there(Search search, UUID after, UUID last) {
        byte[] question =
                Wording.write(
                        new Questions.Range(
                                search.to().currency(), search.position(), after, last));
        byte[] told =
                link.call(new RegionId(search.to().region()), Questions.ROWS, question, WITHIN)
                        .toCompletableFuture()
                        .join();
        return Wording.read(told, Questions.Rows.class).lines();
    }

    /// The transfers of which the two do not have the same.
    static List<Difference> compare(List<Line> here, List<Line> there, Search search) {
        Map<UUID, Line> sent = byTransfer(here);
        Map<UUID, Line> received = byTransfer(there);
        Set<UUID> all = new TreeSet<>(sent.keySet());
        all.addAll(received.keySet());
        List<Difference> differences = new ArrayList<>();
        for (UUID transfer : all) {
            Line one = sent.get(transfer);
            Line other = received.get(transfer);
            boolean mayBeMissing =
                    one != null
                            && other == null
                            && (search.inFlight().contains(transfer)
                                    || !one.at().isBefore(search.began()));
            Difference both = new Difference(transfer, amount(one), amount(other));
            if (!mayBeMissing && !Objects.equals(both.sent(), both.received())) {
                differences.add(both);
            }
        }
        return differences;
    }

    private static @Nullable Long amount(@Nullable Line line) {
        return line == null ? null : line.amount();
    }

    private static Map<UUID, Line> byTransfer(List<Line> lines) {
        return lines.stream().collect(Collectors.toMap(Line::transfer, Function.identity()));
    }
}
