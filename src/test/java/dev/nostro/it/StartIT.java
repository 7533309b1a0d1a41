package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostro.local.StartFailed;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// What a node refuses to start on, and that it says why.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
final class StartIT {

    private static final String IDLE =
            """
            select count(*) from pg_stat_activity
            where application_name = 'nostro' and state = 'idle in transaction'
              and state_change < clock_timestamp() - ? * interval '1 millisecond'
            """;

    /// A good database: one node has made its schema and is gone.
    private final RunningRegion region;

    StartIT() throws Exception {
        region = RunningRegion.start(RunningRegion.Plan.of("start", 1));
        region.node(0).stop();
    }

    @AfterAll
    void end() {
        region.close();
    }

    @Test
    void refusesADatabaseThatMayForgetUnlessToldTo() throws Exception {
        var plan = RunningRegion.Plan.of("forgetful", 0).withSettings(Map.of("fsync", "off"));
        try (RunningRegion forgetful = RunningRegion.start(plan)) {
            assertRefuses(forgetful.store(), Map.of(), "fsync=off", "nostro.unsafe=true");
            Map<String, String> unsafe = Map.of("nostro.unsafe", "true");
            try (LooseNode node = LooseNode.join(forgetful.store(), "unsafe", unsafe)) {
                Reply regions = node.client().get("/v1/regions").succeeds(200);
                assertThat(regions.at("/items/0/durability/fsync")).isEqualTo("off");
            }
        }
    }

    @Test
    void waitsForTheMigrationsOfAnotherNodeForLongerThanAWriterMayStandStill() throws Exception {
        Duration idle = Duration.ofMillis(300);
        var config = Map.of("nostro.writer.idle-in-transaction", idle.toMillis() + "ms");
        try (Connection migrating = region.store().connect()) {
            migrating.setAutoCommit(false);
            try (Statement statement = migrating.createStatement()) {
                statement.execute("lock table flyway_schema_history");
            }
            FutureTask<LooseNode> starting =
                    new FutureTask<>(() -> LooseNode.join(region.store(), "late", config));
            Thread.startVirtualThread(starting);
            Eventually.within(
                    Duration.ofMinutes(1),
                    () ->
                            assertThat(region.store().number(IDLE, 2 * idle.toMillis()))
                                    .as("idle in transaction for longer than a writer may be")
                                    .isPositive());
            migrating.rollback();
            starting.get().close();
        }
    }

    @Test
    void refusesCommitsThatDoNotWaitForTheDisk() throws Exception {
        change("alter database nostro set synchronous_commit = off");
        try {
            assertRefuses(region.store(), Map.of(), "synchronous_commit=off");
        } finally {
            change("alter database nostro reset synchronous_commit");
        }
    }

    @Test
    void refusesTheDatabaseOfAnotherRegion() throws Exception {
        assertRefuses(
                region.store(),
                Map.of("nostro.region", "us"),
                "belongs to region eu",
                "this node to region us");
    }

    @Test
    void refusesARegionThatIsNotAmongTheConfigured() throws Exception {
        assertRefuses(
                region.store(),
                Map.of("nostro.regions.us.url", "http://127.0.0.1:1"),
                "nostro.region is eu, which is not among nostro.regions");
    }

    @Test
    void refusesAnotherRegionWithoutAUrl() throws Exception {
        assertRefuses(
                region.store(),
                Map.of(
                        "nostro.regions.eu.name", "Frankfurt",
                        "nostro.regions.us.name", "Ohio",
                        "nostro.link.secret", "long-enough-for-a-secret"),
                "region us has no url: set nostro.regions.us.url");
    }

    @Test
    void refusesOtherRegionsWithoutASecretWorthTheName() throws Exception {
        Map<String, String> regions = new HashMap<>();
        regions.put("nostro.regions.eu.name", "Frankfurt");
        regions.put("nostro.regions.us.url", "http://127.0.0.1:1");
        assertRefuses(region.store(), regions, "nostro.link.secret is missing");
        regions.put("nostro.link.secret", "short");
        assertRefuses(region.store(), regions, "nostro.link.secret is too short");
    }

    @Test
    void startsWhileTheOtherRegionsAreDown() throws Exception {
        Map<String, String> regions =
                Map.of(
                        "nostro.regions.eu.name", "Frankfurt",
                        "nostro.regions.us.url", "http://127.0.0.1:1",
                        "nostro.link.secret", "long-enough-for-a-secret");
        try (LooseNode node = LooseNode.join(region.store(), "alone", regions)) {
            Client client = node.client();
            client.pay(client.internal("EUR"), client.customer("EUR"), "1.00", "EUR");
            client.get("/v1/accounts/us-1").refusesNone(503, "REGION_UNAVAILABLE");
            Reply told = client.get("/v1/regions").succeeds(200);
            assertThat(told.at("/items/0/name")).isEqualTo("Frankfurt");
            assertThat(told.at("/unreached/0")).isEqualTo("us");
        }
    }

    @Test
    void refusesASchemaFromANewerVersion() throws Exception {
        change(
                """
                insert into flyway_schema_history (installed_rank, version, description, type,
                  script, checksum, installed_by, execution_time, success)
                values (999, '999', 'later', 'SQL', 'V999__later.sql', 1, 'nostro', 1, true)
                """);
        try {
            assertRefuses(region.store(), Map.of(), "newer version of Nostro", "999");
        } finally {
            change("delete from flyway_schema_history where version = '999'");
        }
    }

    @Test
    void refusesASchemaThatLacksAColumn() throws Exception {
        change("alter table outcome rename column reference to gone");
        try {
            assertRefuses(region.store(), Map.of(), "missing column", "reference");
        } finally {
            change("alter table outcome rename column gone to reference");
        }
    }

    private void change(String sql) throws Exception {
        int _ = region.store().change(sql);
    }

    private static void assertRefuses(Store store, Map<String, String> config, String... why)
            throws Exception {
        assertThatThrownBy(
                        () -> {
                            try (LooseNode node = LooseNode.join(store, "refused", config)) {
                                throw new AssertionError(node + " has started");
                            }
                        })
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("ended with exit code 1");
        assertThat(Files.readString(LooseNode.log("refused"))).contains(why);
    }
}
