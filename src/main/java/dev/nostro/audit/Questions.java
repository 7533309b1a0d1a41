package dev.nostro.audit;

import dev.nostro.audit.SettlementBooks.Received;
import dev.nostro.audit.SettlementRows.Line;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What the paying region asks the receiving one for the proof between the two, as it stands in
/// JSON. Fields may be added; a change of meaning is a new version of the path.
final class Questions {

    /// What have you received from me, and up to where in your journal?
    static final String RECEIVED = "/internal/v1/audit/received";

    /// Which of these had you booked by then?
    static final String APPLIED = "/internal/v1/audit/applied";

    /// What exactly have you received from me?
    static final String ROWS = "/internal/v1/audit/rows";

    private Questions() {}

    /// Answers [#RECEIVED]; sums by currency.
    record ReceivedAnswer(long position, Map<String, Sum> sums) {

        Received received() {
            return new Received(position, sums);
        }
    }

    /// Asks [#APPLIED], and answers it with those that were.
    record Applied(long position, List<UUID> transfers) {}

    /// Asks [#ROWS]: one currency, up to a place in the journal, behind one id and up to another.
    record Range(String currency, long position, UUID after, UUID last) {}

    /// Answers [#ROWS].
    record Rows(List<Row> rows) {

        static Rows of(List<Line> lines) {
            return new Rows(lines.stream().map(Row::of).toList());
        }

        List<Line> lines() {
            return rows.stream().map(Row::line).toList();
        }
    }

    /// One credit; the amount in minor units, the time in microseconds since 1970.
    record Row(UUID transfer, long amount, long at) {

        private static Row of(Line line) {
            return new Row(
                    line.transfer(),
                    line.amount(),
                    ChronoUnit.MICROS.between(Instant.EPOCH, line.at()));
        }

        private Line line() {
            return new Line(transfer, amount, Instant.EPOCH.plus(at, ChronoUnit.MICROS));
        }
    }
}
