package dev.nostro.api;

import dev.nostro.ledger.CrossingHistory.Position;
import dev.nostro.ledger.CrossingHistory.Sort;
import dev.nostro.region.RegionId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is asked of each region when crossings are listed.
///
/// @param state null asks for any
/// @param id null asks for all; checked before
record CrossingsAsked(
        @Nullable String state, @Nullable String id, @Nullable String cursor, int limit) {

    private static final Set<String> STATES =
            Set.of(
                    CrossingBody.IN_FLIGHT,
                    CrossingBody.IN_DOUBT,
                    CrossingBody.SETTLED,
                    CrossingBody.ABORTED);

    private static final int CURSOR = 2;

    private static final long LATEST = micros(Position.NEWEST.at());

    CrossingsAsked {
        if (state != null && !STATES.contains(state)) {
            throw new Malformed("state", "is not a state of a crossing");
        }
        var _ = position(cursor);
    }

    /// Whether a crossing in this state belongs to the list.
    boolean wants(String other) {
        return state == null || state.equals(other);
    }

    /// Which crossings of its own a region lists; empty where it lists none.
    Optional<Sort> sort() {
        return switch (state) {
            case null -> Optional.of(Sort.ANY);
            case CrossingBody.IN_FLIGHT -> Optional.of(Sort.IN_FLIGHT);
            case CrossingBody.SETTLED -> Optional.of(Sort.SETTLED);
            case CrossingBody.ABORTED -> Optional.of(Sort.ABORTED);
            default -> Optional.empty();
        };
    }

    Position below() {
        return position(cursor);
    }

    /// Where a list goes on after this crossing.
    static String cursor(Instant since, String crossing) {
        return Cursor.of(micros(since), crossing);
    }

    private static Position position(@Nullable String cursor) {
        return Cursor.read(
                cursor,
                CURSOR,
                Position.NEWEST,
                parts -> new Position(time(Cursor.number(parts, 0)), Cursor.uuid(parts, 1)));
    }

    private static Instant time(long micros) {
        if (micros > LATEST) {
            throw new IllegalArgumentException("no time that was given here");
        }
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    /// The same question to one region. Only text that was checked goes into it.
    String target(RegionId region) {
        StringBuilder target = new StringBuilder("/v1/crossings?region=" + region);
        target.append("&limit=").append(limit);
        if (state != null) {
            target.append("&state=").append(state);
        }
        if (id != null) {
            target.append("&id=").append(id);
        }
        if (cursor != null) {
            target.append("&cursor=").append(cursor);
        }
        return target.toString();
    }
}
