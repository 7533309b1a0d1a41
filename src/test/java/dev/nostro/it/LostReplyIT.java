package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nostro.it.PostgresLink.Break;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A commit whose reply is lost is looked up, never guessed.
@ExtendWith(SharedRegion.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
final class LostReplyIT {

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Duration RECOVERY = Duration.ofSeconds(8);

    private final RunningRegion region;
    private final PostgresLink link;
    private final LooseNode node;
    private String payer = "";
    private String payee = "";

    LostReplyIT(RunningRegion region) throws Exception {
        this.region = region;
        this.link = new PostgresLink(region.store());
        this.node =
                LooseNode.join(
                        link.over(region.store()),
                        "far",
                        Map.of("nostro.answer.within", PATIENCE.toSeconds() + "s"));
    }

    @AfterAll
    void end() throws Exception {
        node.close();
        link.close();
    }

    @BeforeEach
    void openAccounts() {
        payer = region.client(0).funded("10.00", "EUR");
        payee = region.client(0).customer("EUR");
        node.client().pay(payer, payee, "1.00", "EUR");
    }

    @ParameterizedTest
    @EnumSource(Break.class)
    void isLookedUp(Break where) throws Exception {
        String key = Client.key();
        long lost = new Meter(node.client()).failures("COMMIT_LOST");
        link.breakAtNextCommit(where, false);

        Reply reply = node.client().transfer(key, payment()).succeeds(201);

        assertThat(link.awaitBroken()).isTrue();
        assertThat(new Meter(node.client()).failures("COMMIT_LOST")).isEqualTo(lost + 1);
        assertPaidOnce(key, reply);
    }

    @ParameterizedTest
    @EnumSource(Break.class)
    void isLookedUpForAnAtomicBatch(Break where) throws Exception {
        ArrayNode transfers = Client.JSON.createArrayNode();
        for (String amount : List.of("1.00", "2.00")) {
            transfers.add(
                    Client.payment(payer, payee, amount, "EUR")
                            .put("idempotencyKey", Client.key()));
        }
        ObjectNode batch = Client.body("atomic", true).set("transfers", transfers);
        link.breakAtNextCommit(where, false);

        Reply reply = node.client().post("/v1/transfers/batch", batch).succeeds(200);

        assertThat(link.awaitBroken()).isTrue();
        assertThat(region.client(0).balance(payer)).isEqualTo("6.00");
        Reply again = region.client(1).post("/v1/transfers/batch", batch);
        assertThat(again.body()).isEqualTo(reply.body());
        assertThat(region.client(0).balance(payer)).isEqualTo("6.00");
        region.store().assertBooksHold();
    }

    @ParameterizedTest
    @EnumSource(Break.class)
    void isNotGuessedWhileTheDatabaseIsAway(Break where) throws Exception {
        List<String> others = Traffic.accounts(region.client(0), 2);
        ObjectNode otherPayment = Client.payment(others.get(0), others.get(1), "1.00", "EUR");
        String key = Client.key();
        String otherKey = Client.key();
        link.breakAtNextCommit(where, true);
        long begin = System.nanoTime();
        try {
            Reply reply = node.client().transfer(key, payment());
            reply.refuses(504, "OUTCOME_UNKNOWN");
            assertThat(reply.at("/outcome")).isEqualTo("unknown");
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(PATIENCE, PATIENCE.plusSeconds(3));
            Reply other = node.client().transfer(otherKey, otherPayment);
            assertThat(other.at("/reason")).isIn("DATABASE_UNAVAILABLE", "OUTCOME_UNKNOWN");
            assertThat(link.awaitBroken()).isTrue();
        } finally {
            link.heal();
        }
        Eventually.within(
                RECOVERY, () -> node.client().transfer(otherKey, otherPayment).succeeds(201));
        assertPaidOnce(key, node.client().transfer(key, payment()).succeeds(201));
        assertThat(region.client(0).balance(others.get(1))).isEqualTo("1.00");
    }

    @Test
    void ofManyAtOnceAreAllLookedUp() throws Exception {
        List<String> accounts = Traffic.accounts(region.client(0), 6);
        try (Traffic traffic = new Traffic(accounts, 8, List.of(node.client()))) {
            for (int round = 0; round < 3; round++) {
                for (Break where : Break.values()) {
                    link.breakAtNextCommit(where, false);
                    assertThat(link.awaitBroken()).isTrue();
                    Thread.sleep(100);
                }
            }
            traffic.stop();
            assertThat(traffic.others()).as("answers other than 201").isEmpty();
            assertThat(traffic.broken()).isZero();
            traffic.assertExactlyOnce(List.of(node.client(), region.client(0)), region.store());
        }
    }

    private ObjectNode payment() {
        return Client.payment(payer, payee, "2.00", "EUR");
    }

    /// The first payment of 1.00 and this one; the same answer for ever.
    private void assertPaidOnce(String key, Reply told) throws Exception {
        assertThat(told.at("/fromAccount/balance")).isEqualTo("7.00");
        region.client(0).transfer(key, payment()).repeats(told);
        node.client().transfer(key, payment()).repeats(told);
        assertThat(region.client(1).balance(payer)).isEqualTo("7.00");
        assertThat(region.client(1).balance(payee)).isEqualTo("3.00");
        region.store().assertBooksHold();
    }
}
