package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The way between regions: who may take it, and what happens when it is cut.
@ExtendWith(TwoRegions.class)
final class LinkIT {

    private static final String GREETING = "/internal/v1/greeting";

    /// Greetings come once a second, and the way there and back is short here.
    private static final Duration SOON = Duration.ofMillis(1_500);

    private final RunningWorld world;
    private final Client eu;
    private final Client us;
    private final RegionCaller fromUs;

    LinkIT(RunningWorld world) throws Exception {
        this.world = world;
        eu = world.client("eu");
        us = world.client("us");
        String database =
                world.region("us").store().texts("select database::text from home").getFirst();
        fromUs = new RegionCaller(TwoRegions.SECRET, "us", database, "eu", Duration.ofSeconds(30));
    }

    @AfterEach
    void heal() {
        world.healAll();
        TwoRegions.awaitUp(world);
    }

    @Test
    void aRegionIsLetIn() throws Exception {
        Reply greeting = eu.post(GREETING, "", fromUs.headers());
        assertThat(greeting.status()).as(greeting.toString()).isEqualTo(200);
        assertThat(greeting.at("/region")).isEqualTo("eu");
        assertThat(UUID.fromString(greeting.at("/database"))).isNotNull();
    }

    @Test
    void whoeverIsNoRegionIsNot() throws Exception {
        List<String[]> strangers = new ArrayList<>();
        strangers.add(new String[0]);
        strangers.add(new String[] {"Nostro-Region", "us"});
        for (RegionCaller caller :
                List.of(
                        fromUs.with("another-secret-than-theirs"),
                        fromUs.as("eu"),
                        fromUs.as("ap"),
                        fromUs.as("US"),
                        fromUs.as(""),
                        fromUs.to("us"),
                        fromUs.of("no uuid"),
                        fromUs.living(Duration.ofMinutes(-1)),
                        fromUs.living(Duration.ofHours(1)))) {
            strangers.add(caller.headers());
        }
        String[] asAp = fromUs.headers();
        asAp[1] = "ap";
        strangers.add(asAp);
        for (String[] headers : strangers) {
            for (String path :
                    List.of(GREETING, "/internal/v1/region", "/internal/v1/x", "/internal/")) {
                Reply refused = eu.post(path, "", headers).refusesNone(403, "FORBIDDEN");
                assertThat(refused.at("/instance")).isEqualTo(path);
            }
            Reply forwarded = eu.get("/v1/regions", with(headers, "Nostro-Forwarded", "us"));
            forwarded.refusesNone(403, "FORBIDDEN");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%69nternal/v1/greeting",
                "/internal/%76%31/greeting",
                "//internal/v1/greeting",
                "/v1/../internal/v1/greeting",
                "/./internal/v1/greeting",
                "/internal//v1/greeting",
                "/internal/v1/greeting/"
            })
    void thereIsNoWayAround(String target) throws Exception {
        Reply refused = new RawHttp(eu.node()).request("POST", target, List.of());
        assertThat(refused.status()).as(refused.toString()).isIn(403, 404, 405);
    }

    @Test
    void aRequestThatArrivesWhereItIsNotDecidedGoesNoFurther() throws Exception {
        String[] headers = with(fromUs.headers(), "Nostro-Forwarded", "us");
        String account = us.customer("EUR");
        eu.get("/v1/accounts/" + account, headers).refuses(500, "INTERNAL");
        eu.get("/v1/accounts/zz-1", headers).refuses(500, "INTERNAL");
        eu.get("/v1/transfers?account=" + account, headers).refuses(500, "INTERNAL");
        var payment = Client.payment(account, us.customer("EUR"), "1.00", "EUR");
        eu.post("/v1/transfers", payment, with(headers, "Idempotency-Key", Client.key()))
                .refuses(500, "INTERNAL");
        var batch = Client.JSON.createObjectNode();
        batch.putArray("transfers").add(payment.put("idempotencyKey", Client.key()));
        Reply told = eu.post("/v1/transfers/batch", batch, headers).succeeds(200);
        assertThat(told.at("/outcomes/0/reason")).isEqualTo("INTERNAL");
        eu.post("/v1/transfers/batch", batch.put("atomic", true), headers).refuses(500, "INTERNAL");
        assertThat(eu.get("/v1/accounts/" + eu.customer("EUR"), headers).status()).isEqualTo(200);
    }

    @Test
    void aSecondDatabaseOfAKnownRegionIsRefusedAndAlarmed() throws Exception {
        RegionCaller impostor = fromUs.of(UUID.randomUUID().toString());
        String metric = "nostro_link_impostors_total{region=\"us\"}";
        long before = new Meter(eu).value(metric);
        eu.post(GREETING, "", impostor.headers()).refusesNone(409, "OTHER_DATABASE");
        assertThat(new Meter(eu).value(metric)).isEqualTo(before + 1);
        assertThat(Files.readString(world.region("eu").node(0).log()))
                .contains("ERROR", "two databases claim to be region us", impostor.database());
        assertThat(eu.post(GREETING, "", fromUs.headers()).status()).isEqualTo(200);
        assertThat(world.region("eu").store().texts("select database::text from peer"))
                .containsExactly(fromUs.database());
    }

    @Test
    void aNodeOnASecondDatabaseOfAKnownRegionDoesNotStart() {
        var plan =
                RunningRegion.Plan.of("impostor", 1)
                        .withRegion("us")
                        .withConfig(world.links().nodeConfig("us", TwoRegions.SECRET));
        assertThatThrownBy(() -> RunningRegion.start(plan).close())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ended with exit code 1")
                .hasMessageContaining("region eu knows this region by another database");
    }

    @Test
    void aCutFailsWhatIsUnderWayInTimeAndSoonWhatComesAfter() throws Exception {
        String bank = us.internal("USD");
        var payment = Client.payment(bank, us.customer("USD"), "1.00", "USD");
        world.cut("eu", "us");
        long begin = System.nanoTime();
        String key = Client.key();
        eu.transfer(key, payment).refuses(504, "OUTCOME_UNKNOWN");
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isLessThan(TwoRegions.PATIENCE.plusSeconds(2));

        begin = System.nanoTime();
        Reply fast = eu.transfer(Client.key(), payment).refusesNone(503, "REGION_UNAVAILABLE");
        eu.get("/v1/accounts/" + bank).refusesNone(503, "REGION_UNAVAILABLE");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SOON);
        assertThat(fast.header("Retry-After")).hasValue("2");
        Reply found = eu.get("/v1/transfers?idempotencyKey=" + key).succeeds(200);
        assertThat(found.at("/unreached/0")).isEqualTo("us");
        Reply regions = eu.get("/v1/regions").succeeds(200);
        assertThat(regions.at("/items/1/up")).isEqualTo("false");
        assertThat(regions.at("/unreached/0")).isEqualTo("us");
        assertThat(new Meter(eu).value("nostro_link_up{region=\"us\"}")).isZero();
        eu.pay(eu.internal("EUR"), eu.customer("EUR"), "1.00", "EUR");

        world.heal("eu", "us");
        Eventually.within(SOON, () -> eu.get("/v1/accounts/" + bank).succeeds(200));
        assertThat(eu.transfer(key, payment).status()).isEqualTo(201);
    }

    @Test
    void whatWasDoneAndNotAnsweredIsToldToWhoeverAsksAgain() throws Exception {
        String alice = us.customer("USD");
        var payment = Client.payment(us.internal("USD"), alice, "1.00", "USD");
        String key = Client.key();
        world.cutOneWay("us", "eu");
        eu.transfer(key, payment).refuses(504, "OUTCOME_UNKNOWN");
        assertThat(us.balance(alice)).as("it was done all the same").isEqualTo("1.00");
        world.heal("eu", "us");
        TwoRegions.awaitUp(world);
        Reply again = eu.transfer(key, payment).succeeds(201);
        assertThat(again.replayed()).isTrue();
        assertThat(us.balance(alice)).isEqualTo("1.00");
    }

    @Test
    void aBatchTellsWhatTheCutHides() throws Exception {
        var batch = Client.JSON.createObjectNode();
        batch.putArray("transfers")
                .add(item(us.internal("EUR"), us.customer("EUR")))
                .add(item(eu.internal("EUR"), eu.customer("EUR")));
        world.cut("eu", "us");
        Reply lost = eu.post("/v1/transfers/batch", batch).succeeds(200);
        assertThat(lost.at("/outcomes/0/reason")).isEqualTo("OUTCOME_UNKNOWN");
        assertThat(lost.at("/outcomes/1/status")).isEqualTo("posted");
        Reply fast = eu.post("/v1/transfers/batch", batch).succeeds(200);
        assertThat(fast.at("/outcomes/0/reason")).isEqualTo("REGION_UNAVAILABLE");
        world.heal("eu", "us");
        Eventually.within(
                SOON,
                () ->
                        assertThat(eu.post("/v1/transfers/batch", batch).at("/outcomes/0/status"))
                                .isEqualTo("posted"));
    }

    @Test
    void whatIsPassedOnIsWorkedOnForAsLongAsSomebodyListens() throws Exception {
        String bank = eu.internal("EUR");
        var payment = Client.payment(bank, eu.customer("EUR"), "1.00", "EUR");
        String[] passedOn = with(fromUs.headers(), "Nostro-Forwarded", "us");
        try (Connection holder = world.region("eu").store().connect();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute(
                    "select 1 from account where number = %s for update"
                            .formatted(bank.substring(3)));
            long begin = System.nanoTime();
            String[] brief = with(passedOn, "Nostro-Deadline", "500");
            eu.post("/v1/transfers", payment, with(brief, "Idempotency-Key", Client.key()))
                    .refuses(504, "OUTCOME_UNKNOWN");
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(Duration.ofMillis(450), TwoRegions.PATIENCE.dividedBy(2));
            holder.rollback();
        }
    }

    @Test
    void manyRequestsAtOnceTakeFewConnections() throws Exception {
        String account = us.customer("EUR");
        List<Reply> replies = Together.run(200, _ -> () -> eu.get("/v1/accounts/" + account));
        assertThat(replies).allSatisfy(reply -> reply.succeeds(200));
    }

    private static ObjectNode item(String from, String to) {
        return Client.payment(from, to, "1.00", "EUR").put("idempotencyKey", Client.key());
    }

    private static String[] with(String[] headers, String... more) {
        return Stream.of(headers, more).flatMap(Stream::of).toArray(String[]::new);
    }
}
