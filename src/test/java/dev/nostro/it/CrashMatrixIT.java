package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A node dies or stands still at every durable step and every message of a crossing, and the other
/// nodes finish what it began, without it. A seeded third of the cases in every run, the others in
/// the long one.
///
/// `-Dcrash-matrix.seed=N` chooses another third; `-Dcrash-matrix.only=POINT` runs the cases of one
/// failpoint alone.
@Timeout(120)
final class CrashMatrixIT {

    private static final Logger LOG = Logger.getLogger(CrashMatrixIT.class);

    private static final long SEED = Long.getLong("crash-matrix.seed", 20_261_125);
    private static final String ONLY = System.getProperty("crash-matrix.only", "");

    /// So soon after the last fault nothing is in doubt or in flight.
    private static final Duration QUIET = Duration.ofSeconds(10);

    private static final MatrixPage PAGE = new MatrixPage();

    @SuppressWarnings("NullAway.Init") // before all tests
    private static MatrixWorld world;

    @BeforeAll
    static void start() throws IOException {
        LOG.infof("the third of the crash matrix is -Dcrash-matrix.seed=%d", SEED);
        world = MatrixWorld.start();
    }

    @AfterAll
    static void end() throws IOException {
        if (world != null) {
            world.close();
        }
        PAGE.write();
    }

    static Stream<MatrixCase> third() {
        return wanted(MatrixCase.third(SEED).stream());
    }

    static Stream<MatrixCase> others() {
        List<MatrixCase> third = MatrixCase.third(SEED);
        return wanted(MatrixCase.all().stream().filter(one -> !third.contains(one)));
    }

    private static Stream<MatrixCase> wanted(Stream<MatrixCase> cases) {
        return cases.filter(one -> ONLY.isEmpty() || one.at().name().equals(ONLY));
    }

    @ParameterizedTest
    @MethodSource("third")
    @DisplayName("P1, P2, P3, P4, P7: any node finishes what a dead one began (a third)")
    void anyNodeFinishes(MatrixCase one) throws Exception {
        run(one);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("others")
    @DisplayName("P1, P2, P3, P4, P7: any node finishes what a dead one began (the others)")
    void anyNodeFinishesWheneverItDied(MatrixCase one) throws Exception {
        run(one);
    }

    /// The dead come back only now, after all assertions.
    @AfterEach
    void mend() throws IOException {
        world.mend();
    }

    private static void run(MatrixCase one) throws Exception {
        long begun = System.nanoTime();
        world.awaitWhole();
        CasePayments payments = new CasePayments(world);
        CrossingLog log = new CrossingLog(world);
        MatrixWorld.Node there;
        MatrixWorld.Node struck;
        try (Connection lock = world.store("eu").connect()) {
            if (one.isAboutAsking()) {
                holdUpTheDecision(lock, payments.alice());
            }
            Client asked = world.client(new MatrixWorld.Node("eu", 0));
            there = world.provoke(one, () -> payments.sendMixed(asked));
            assertThat(decided(log.begun()))
                    .as("whether the crossing is decided, after " + log.entries())
                    .isEqualTo(one.isAfterTheDecision());
            struck = strike(one, there, log);
        }
        long struckAt = System.nanoTime();
        Set<String> crossings = log.begun();
        CrossingLog since = new CrossingLog(world);
        payments.sendOthers(world.working("eu"), world.working("us"));
        Aftermath.awaitQuiet(world.running(), QUIET);
        Duration quiet = Duration.ofNanos(System.nanoTime() - struckAt);
        String finished = since.doings(crossings);

        payments.askAgain(world.working("eu"), world.working("us"));
        if (!one.strike().kills()) {
            awaitLongPause(struckAt);
            world.resume(struck);
            payments.awaitFirstAnswers();
            payments.askAgain(world.working("eu"), world.working("us"));
        }
        payments.awaitFirstAnswers();
        Aftermath.awaitQuiet(world.running(), QUIET);
        assertThat(world.process(struck).isAlive()).isEqualTo(!one.strike().kills());
        payments.assertOneOutcomeEach();
        Aftermath.assertBooksHold(world.running(), region -> world.working(region.id()));
        PAGE.add(
                one,
                new MatrixPage.Seen(
                        struck.toString(),
                        finished,
                        quiet,
                        payments.firstAnswers(),
                        payments.finalAnswers()));
        LOG.infof(
                "%s: at %s, struck %s; %s; quiet after %d ms; %s; then %s; took %d ms",
                one,
                there,
                struck,
                finished,
                quiet.toMillis(),
                payments.firstAnswers(),
                payments.finalAnswers(),
                (System.nanoTime() - begun) / 1_000_000);
    }

    private static boolean decided(Set<String> crossings) throws SQLException {
        List<String> all =
                world.store("eu")
                        .texts("select crossing::text from decision where verdict = 'decided'");
        return crossings.stream().anyMatch(all::contains);
    }

    /// As long as this connection is open, nothing can be paid from the account: promises are made
    /// and grow older, and somebody asks.
    private static void holdUpTheDecision(Connection lock, String account) throws SQLException {
        lock.setAutoCommit(false);
        try (PreparedStatement statement =
                lock.prepareStatement("select 1 from account where number = ? for update")) {
            statement.setLong(1, Traffic.number(account));
            statement.execute();
        }
    }

    /// Strikes whom the case means, now that this node has come to the failpoint.
    private static MatrixWorld.Node strike(MatrixCase one, MatrixWorld.Node there, CrossingLog log)
            throws IOException {
        MatrixWorld.Node struck = one.strikesThere() ? there : opposite(one, log);
        if (one.strike().kills()) {
            world.kill(struck);
        } else {
            world.pause(struck);
        }
        if (!one.strikesThere()) {
            world.resume(there);
        }
        return struck;
    }

    private static MatrixWorld.Node opposite(MatrixCase one, CrossingLog log) throws IOException {
        return one.strike().ofCoordinator()
                ? new MatrixWorld.Node("eu", 0)
                : log.last("us").orElse(new MatrixWorld.Node("us", 0));
    }

    private static void awaitLongPause(long since) throws InterruptedException {
        Duration left = MatrixWorld.PAUSE.minus(Duration.ofNanos(System.nanoTime() - since));
        if (left.isPositive()) {
            Thread.sleep(left);
        }
    }
}
