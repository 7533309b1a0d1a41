package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// What a node's own clock says matters to nobody, and the windows of statements join without a
/// seam, also where they end while payments are under way.
@ExtendWith(SharedRegion.class)
@Timeout(180)
final class ClockIT {

    private static final Duration BEHIND = Duration.ofSeconds(90);

    /// Where distributions put the library that lies to a process of many threads about the time.
    private static final List<Path> FAKETIME =
            Stream.of("x86_64-linux-gnu/", "aarch64-linux-gnu/", "")
                    .map(folder -> Path.of("/usr/lib/" + folder + "faketime/libfaketimeMT.so.1"))
                    .toList();

    private final RunningRegion region;

    ClockIT(RunningRegion region) {
        this.region = region;
    }

    @Test
    void aNodeWhoseClockIsBehindPostsNothingInThePast() throws Exception {
        Optional<Path> library = FAKETIME.stream().filter(Files::exists).findFirst();
        assumeTrue(library.isPresent(), "needs libfaketime (Debian's package faketime)");
        Instant begin = Instant.now();
        List<String> accounts = Traffic.accounts(region.client(0), 4);
        try (LooseNode late = late(library.get());
                Traffic traffic =
                        new Traffic(accounts, 3, List.of(region.client(0), late.client()))) {
            long startedAt = new Meter(late.client()).value("process_start_time_seconds");
            assertThat(Instant.ofEpochSecond(startedAt))
                    .as("the clock of the late node")
                    .isBefore(begin.minus(BEHIND.dividedBy(2)));
            Thread.sleep(2_000);
            traffic.assertExactlyOnce(List.of(region.client(1)), region.store());
            assertTimes(accounts, begin);
            Reply told = late.client().pay(accounts.get(0), accounts.get(1), "1.00", "EUR");
            assertThat(Instant.parse(told.at("/postedAt"))).isAfter(begin);
            Reply now = late.client().get("/v1/accounts/" + accounts.get(0));
            assertThat(Instant.parse(now.at("/asOf"))).isAfter(begin);
        }
    }

    @Test
    void statementsJoinWithoutASeam() throws Exception {
        List<String> accounts = Traffic.accounts(region.client(0), 2);
        List<Client> nodes = List.of(region.client(0), region.client(1));
        List<Reply> windows = new ArrayList<>();
        Instant first = Instant.now().truncatedTo(ChronoUnit.MICROS);
        try (Traffic traffic = new Traffic(accounts, 8, nodes)) {
            Instant from = first;
            for (int n = 0; n < 60; n++) {
                Thread.sleep(25);
                Instant to = Instant.now().truncatedTo(ChronoUnit.MICROS);
                windows.add(statement(accounts.getFirst(), from, to));
                from = to;
            }
            traffic.stop();
            assertThat(traffic.acknowledged()).isGreaterThan(100);
        }
        assertJoined(windows);
        Reply whole = statement(accounts.getFirst(), first, null);
        assertThat(whole.at("/closingBalance"))
                .isEqualTo(region.client(1).balance(accounts.getFirst()));
        assertAddsUp(whole);
    }

    private LooseNode late(Path library) throws Exception {
        Map<String, String> config =
                Map.of(
                        "LD_PRELOAD", library.toString(),
                        "FAKETIME", "-" + BEHIND.toSeconds() + "s",
                        // The time that waits are measured in stays true: else threads spin.
                        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                        "FAKETIME_FORCE_MONOTONIC_FIX", "0",
                        // Nothing is left behind in shared memory when the node is killed.
                        "FAKETIME_DISABLE_SHM", "1");
        return LooseNode.join(region.store(), "late", config);
    }

    private void assertTimes(List<String> accounts, Instant begin) throws Exception {
        for (String account : accounts) {
            String early =
                    "select count(*) from posting where account = ? and posted_at < ?::timestamptz";
            long number = Traffic.number(account);
            assertThat(region.store().number(early, number, begin.toString()))
                    .as("postings of %s before the test began", account)
                    .isZero();
        }
    }

    private Reply statement(String account, Instant from, @Nullable Instant to) {
        String until = to == null ? "" : "&to=" + to;
        return region.client(1)
                .get("/v1/accounts/" + account + "/statement?from=" + from + until)
                .succeeds(200);
    }

    private static void assertJoined(List<Reply> windows) {
        for (int n = 0; n < windows.size(); n++) {
            assertAddsUp(windows.get(n));
            if (n > 0) {
                assertThat(windows.get(n).at("/openingBalance"))
                        .as("opening of window %d", n)
                        .isEqualTo(windows.get(n - 1).at("/closingBalance"));
            }
        }
    }

    private static void assertAddsUp(Reply statement) {
        BigDecimal sum = new BigDecimal(statement.at("/openingBalance"));
        for (var posting : statement.json().get("postings")) {
            sum = sum.add(new BigDecimal(posting.get("amount").textValue()));
            assertThat(posting.get("balanceAfter").textValue()).isEqualTo(sum.toPlainString());
        }
        assertThat(statement.at("/closingBalance")).isEqualTo(sum.toPlainString());
    }
}
