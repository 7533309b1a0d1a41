package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostro.local.NodeProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// P3 and P7: nodes and the database die under load. What was acknowledged is there once, the same
/// keys complete the rest, and nobody has to help.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
final class CrashIT {

    private static final Duration RECOVERY = Duration.ofSeconds(8);

    private final RunningRegion region;

    CrashIT() throws Exception {
        region = RunningRegion.start(RunningRegion.Plan.of("crash", 2));
    }

    @AfterAll
    void end() {
        region.close();
    }

    @BeforeAll
    void warmUp() {
        region.client(1).funded("1.00", "EUR");
    }

    @Test
    void aKilledNodeTakesNothingWithIt() throws Exception {
        List<String> accounts = Traffic.accounts(region.client(0), 10);
        try (Traffic traffic = new Traffic(accounts, 6, nodes())) {
            underWay(traffic, 200);
            region.node(0).kill();
            int then = traffic.acknowledged();
            underWay(traffic, then + 100);
            assertThat(traffic.broken()).isPositive();
            assertThat(traffic.others()).as("answers other than 201").isEmpty();
            region.restart(0);
            traffic.assertExactlyOnce(nodes(), region.store());
        }
    }

    @Test
    void aKilledDatabaseForgetsNothing() throws Exception {
        List<String> accounts = Traffic.accounts(region.client(0), 10);
        try (Traffic traffic = new Traffic(accounts, 6, nodes())) {
            underWay(traffic, 200);
            region.database().kill();
            Eventually.within(
                    RECOVERY,
                    () -> {
                        assertThat(NodeProcess.isReady(region.node(0).url())).isFalse();
                        assertThat(NodeProcess.isReady(region.node(1).url())).isFalse();
                    });
            Eventually.within(
                    RECOVERY, () -> assertThat(reasons(traffic)).contains("DATABASE_UNAVAILABLE"));
            region.client(0)
                    .transfer(
                            Client.key(),
                            Client.payment(accounts.get(0), accounts.get(1), "1.00", "EUR"))
                    .refusesNone(503, "DATABASE_UNAVAILABLE");
            region.client(1)
                    .get("/v1/accounts/" + accounts.get(0))
                    .refusesNone(503, "DATABASE_UNAVAILABLE");

            region.restartDatabase();
            int then = traffic.acknowledged();
            Eventually.within(
                    RECOVERY, () -> assertThat(traffic.acknowledged()).isGreaterThan(then + 50));
            Eventually.within(
                    RECOVERY,
                    () -> {
                        assertThat(NodeProcess.isReady(region.node(0).url())).isTrue();
                        assertThat(NodeProcess.isReady(region.node(1).url())).isTrue();
                    });
            traffic.stop();
            assertThat(reasons(traffic)).isSubsetOf("DATABASE_UNAVAILABLE", "OUTCOME_UNKNOWN");
            assertThat(traffic.broken()).as("broken connections to nodes").isZero();
            traffic.assertExactlyOnce(nodes(), region.store());
        }
    }

    @Test
    void answersTheSameBytesAfterEverythingWasStartedAgain() throws Exception {
        Client node = region.client(0);
        String payer = node.funded("10.00", "EUR");
        String payee = node.customer("EUR");
        List<Asked> asked = new ArrayList<>();
        for (String amount : List.of("1.00", "2.50", "99.00")) {
            var payment = Client.payment(payer, payee, amount, "EUR");
            payment.put("reference", "“" + amount + "” €").putObject("metadata").put("k", "v\n");
            String key = Client.key();
            asked.add(new Asked("/v1/transfers", key, payment, node.transfer(key, payment)));
        }
        var account = Client.body("region", RunningRegion.ID, "currency", "JPY", "name", "Zoë");
        String key = Client.key();
        asked.add(new Asked("/v1/accounts", key, account, node.open(key, account)));

        region.node(0).stop();
        region.node(1).kill();
        region.database().kill();
        region.restartDatabase();
        region.restart(0);
        region.restart(1);

        for (Asked each : asked) {
            for (Client again : nodes()) {
                again.post(each.path(), each.body(), "Idempotency-Key", each.key())
                        .repeats(each.first());
            }
        }
        assertThat(region.client(0).balance(payer)).isEqualTo("6.50");
        region.store().assertBooksHold();
    }

    /// A request, and what it was answered first.
    private record Asked(String path, String key, Object body, Reply first) {}

    private List<Client> nodes() {
        return List.of(region.client(0), region.client(1));
    }

    private static void underWay(Traffic traffic, int acknowledged) throws Exception {
        Eventually.within(
                Duration.ofSeconds(20),
                () -> assertThat(traffic.acknowledged()).isGreaterThan(acknowledged));
    }

    private static List<String> reasons(Traffic traffic) {
        return traffic.others().stream().map(reply -> reply.at("/reason")).distinct().toList();
    }
}
