package dev.nostro.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nostro.audit.Settlement;
import dev.nostro.audit.SettlementAudit;
import dev.nostro.audit.Sum;
import dev.nostro.region.RegionId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The proof between regions. It holds only if all of them could be asked.
@Schema(name = "SettlementProof")
record SettlementBody(
        boolean holds,
        Set<String> unreached,
        @Schema(implementation = PairBody[].class) List<?> settlement) {

    /// What one region has sent another in one currency; what the other would have to say is null
    /// where it could not be asked.
    @Schema(name = "Settlement")
    record PairBody(
            String from,
            String to,
            String currency,
            String sent,
            @Nullable String received,
            @Nullable InFlightBody inFlight,
            @Nullable Boolean holds) {

        static PairBody of(RegionId from, Settlement it) {
            Sum inFlight = it.inFlight();
            return new PairBody(
                    from.name(),
                    it.region(),
                    it.currency(),
                    text(it.sent(), it.currency()),
                    it.received() == null ? null : text(it.received(), it.currency()),
                    inFlight == null
                            ? null
                            : new InFlightBody(text(inFlight, it.currency()), inFlight.count()),
                    it.holds());
        }

        private static String text(Sum sum, String currency) {
            int digits = Currency.getInstance(currency).getDefaultFractionDigits();
            return new BigDecimal(sum.amount(), digits).toPlainString();
        }
    }

    /// Decided, and not booked at the other end.
    @Schema(name = "InFlight")
    record InFlightBody(String amount, long count) {}

    static SettlementBody of(RegionId own, SettlementAudit.Result result) {
        Set<String> unreached = new TreeSet<>();
        result.unreached().forEach(region -> unreached.add(region.name()));
        return new SettlementBody(
                unreached.isEmpty()
                        && result.settlements().stream()
                                .allMatch(it -> Boolean.TRUE.equals(it.holds())),
                unreached,
                result.settlements().stream().map(it -> PairBody.of(own, it)).toList());
    }

    /// What all regions said, as one.
    static SettlementBody of(Gathered all) {
        Set<String> unreached = new TreeSet<>(all.unreached());
        List<JsonNode> settlement = new ArrayList<>();
        boolean holds = true;
        for (JsonNode one : all.told().values()) {
            one.path("unreached").forEach(region -> unreached.add(region.asText()));
            one.path("settlement").forEach(settlement::add);
            holds &= one.path("holds").booleanValue();
        }
        return new SettlementBody(holds && unreached.isEmpty(), unreached, settlement);
    }
}
