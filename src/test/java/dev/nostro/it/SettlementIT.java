package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `GET /v1/audit/settlement` and `GET /v1/audit/world`, and the trial balance of regions between
/// which money moves.
@ExtendWith(TwoRegions.class)
final class SettlementIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int AUDITS = 12;

    /// 12.34 NOK sent from eu to us, and arrived.
    private static final JsonNode HELD =
            Client.body(
                    "from", "eu",
                    "to", "us",
                    "currency", "NOK",
                    "sent", "12.34",
                    "received", "12.34",
                    "inFlight", Client.body("amount", "0.00", "count", 0),
                    "holds", true);

    /// Of the region that pays in these tests.
    private static final Path LOG = Path.of("target", "it-logs", "two-eu-node-0.log");

    private final RunningWorld world;
    private final Client eu;
    private final Client us;

    SettlementIT(RunningWorld world) {
        this.world = world;
        this.eu = world.client("eu");
        this.us = world.client("us");
    }

    @AfterEach
    void heal() {
        world.healAll();
        TwoRegions.awaitUp(world);
    }

    @Test
    @DisplayName("P1: sent, received and in flight are told, and hold, asked in either region")
    void tellsWhatEachHasSentTheOther() throws Exception {
        eu.pay(eu.internal("NOK"), us.customer("NOK"), "12.34", "NOK");
        us.pay(us.internal("NOK"), eu.customer("NOK"), "1.00", "NOK");
        for (Client client : List.of(eu, us)) {
            Eventually.within(
                    SOON,
                    () -> assertThat(pair(settlement(client), "eu", "us", "NOK")).isEqualTo(HELD));
            Eventually.within(
                    SOON,
                    () ->
                            assertThat(
                                            pair(settlement(client), "us", "eu", "NOK")
                                                    .path("received")
                                                    .asText())
                                    .isEqualTo("1.00"));
        }
        Reply proof = world(us);
        assertThat(proof.json().fieldNames())
                .toIterable()
                .containsExactly("holds", "unreached", "regions", "settlement");
        assertThat(proof.json().path("holds").booleanValue()).as(proof.body()).isTrue();
        assertThat(proof.json().path("regions").findValuesAsText("region"))
                .containsExactlyInAnyOrder("eu", "us");
    }

    @Test
    @DisplayName("P1: sent minus received is what is in flight, also while money crosses")
    void holdsAtEveryMoment() {
        String euBank = eu.internal("EUR");
        String usBank = us.internal("EUR");
        String alice = eu.customer("EUR");
        String bob = us.customer("EUR");
        AtomicBoolean enough = new AtomicBoolean();
        AtomicLong moved = new AtomicLong();
        long inFlight = 0;
        try (var movers = Executors.newFixedThreadPool(8)) {
            for (int n = 0; n < 8; n++) {
                boolean east = n % 2 == 0;
                movers.execute(() -> {
                    while (!enough.get()) {
                        (east ? eu : us)
                                .pay(east ? euBank : usBank, east ? bob : alice, "0.01", "EUR");
                        moved.incrementAndGet();
                    }
                });
            }
            try {
                for (int i = 0; i < AUDITS; i++) {
                    Reply proof = world(i % 2 == 0 ? eu : us);
                    assertThat(proof.json().path("holds").booleanValue()).as(proof.body()).isTrue();
                    inFlight += pair(proof, "eu", "us", "EUR").at("/inFlight/count").asLong();
                }
            } finally {
                enough.set(true);
            }
        }
        assertThat(moved).as("transfers meanwhile").hasValueGreaterThan(AUDITS);
        assertThat(inFlight).as("seen in flight at all").isPositive();
    }

    /// `ID` stands for a transfer from eu to us, 5.00 SEK.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "us: update outcome set amount = amount + :change where id = 'ID'",
                "eu: update outcome set amount = amount + :change where id = 'ID'",
                "us: update settlement_posting set amount = amount + :change where (account, batch)"
                        + " = (select s.account, o.batch from outcome o, system_account s"
                        + " where o.id = 'ID' and s.currency = 'SEK' and s.kind = 'settlement')"
            })
    @DisplayName("P1: regions of which one has tampered with its books do not hold, and it is told")
    void noticesWhatWasTamperedWith(String tampering) throws Exception {
        String id =
                eu.pay(eu.internal("SEK"), us.customer("SEK"), "5.00", "SEK")
                        .at("/id")
                        .substring("eu-".length());
        Eventually.within(
                SOON,
                () -> assertThat(eu.get("/v1/transfers/eu-" + id).at("/settledAt")).isNotEmpty());
        assertThat(world(eu).json().path("holds").booleanValue()).isTrue();
        Store store = world.region(tampering.substring(0, 2)).store();
        String sql = tampering.substring("us: ".length()).replace("ID", id);
        long alarms = alarms();
        try {
            assertThat(store.change(sql.replace(":change", "(1)"))).isEqualTo(1);
            Reply broken = settlement(us);
            assertThat(broken.json().path("holds").booleanValue()).as(broken.body()).isFalse();
            assertThat(world(eu).json().path("holds").booleanValue()).isFalse();
            assertThat(alarms()).isGreaterThan(alarms);
            if (sql.startsWith("update outcome")) {
                assertThat(Files.readString(LOG)).containsPattern(id + ":50[01]/50[01]");
            }
        } finally {
            store.change(sql.replace(":change", "(-1)"));
        }
        Reply restored = world(eu);
        assertThat(restored.json().path("holds").booleanValue()).as(restored.body()).isTrue();
    }

    @Test
    @DisplayName("P1: what could not be asked is named, and then nothing is said to hold")
    void namesWhoWasNotReached() throws Exception {
        eu.pay(eu.internal("DKK"), us.customer("DKK"), "5.00", "DKK");
        world.cut("eu", "us");
        Reply proof = settlement(eu);
        assertThat(proof.json().path("unreached")).map(JsonNode::asText).containsExactly("us");
        assertThat(proof.json().path("holds").booleanValue()).isFalse();
        JsonNode pair = pair(proof, "eu", "us", "DKK");
        assertThat(pair.path("sent").asText()).isEqualTo("5.00");
        assertThat(pair.path("received").isNull()).isTrue();
        assertThat(pair.path("inFlight").isNull()).isTrue();
        assertThat(pair.path("holds").isNull()).isTrue();
        Reply all = world(eu);
        assertThat(all.json().path("holds").booleanValue()).isFalse();
        assertThat(all.json().path("unreached")).map(JsonNode::asText).containsExactly("us");
        assertThat(all.json().path("regions").findValuesAsText("region")).containsExactly("eu");
    }

    @Test
    void aRegionThatNobodyKnowsIsNotFound() {
        eu.get("/v1/audit/settlement?region=xx").refusesNone(404, "NOT_FOUND");
        eu.get("/v1/audit/trial-balance?region=xx").refusesNone(404, "NOT_FOUND");
        assertThat(eu.get("/v1/audit/trial-balance?region=us").at("/region")).isEqualTo("us");
    }

    private long alarms() {
        return new Meter(eu).value("nostro_settlement_mismatches_total")
                + new Meter(us).value("nostro_settlement_mismatches_total");
    }

    private static Reply settlement(Client client) {
        return client.get("/v1/audit/settlement").succeeds(200);
    }

    private static Reply world(Client client) {
        return client.get("/v1/audit/world").succeeds(200);
    }

    private static JsonNode pair(Reply proof, String from, String to, String currency) {
        return StreamSupport.stream(proof.json().path("settlement").spliterator(), false)
                .filter(pair -> pair.path("from").asText().equals(from))
                .filter(pair -> pair.path("to").asText().equals(to))
                .filter(pair -> pair.path("currency").asText().equals(currency))
                .findFirst()
                .orElseThrow(() -> new AssertionError(from + to + currency + " in " + proof));
    }
}
