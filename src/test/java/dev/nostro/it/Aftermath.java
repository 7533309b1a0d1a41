package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;

/// What is true of regions between which money has moved, once they were left alone for a moment.
final class Aftermath {

    private Aftermath() {}

    /// Waits until no region has a promise without an end, a decision that is not confirmed, or a
    /// transfer that waits.
    static void awaitQuiet(RunningWorld world, Duration limit) throws Exception {
        Eventually.within(
                limit,
                () -> {
                    for (RunningRegion region : world.regions()) {
                        assertQuiet(region);
                    }
                });
    }

    private static void assertQuiet(RunningRegion region) throws SQLException {
        assertThat(region.store().number("select count(*) from promise"))
                .as("promises in doubt in " + region.id())
                .isZero();
        assertThat(region.store().number("select count(*) from account where promised <> 0"))
                .as("accounts with something promised in " + region.id())
                .isZero();
        assertThat(region.store().number("select count(*) from queued where ended_at is null"))
                .as("transfers that wait in " + region.id())
                .isZero();
        assertThat(region.store().number("select count(*) from leg where settled_at is null"))
                .as("legs in flight from " + region.id())
                .isZero();
    }

    /// Every region's books hold by themselves, and nothing is lost between any two of them.
    static void assertBooksHold(RunningWorld world) throws Exception {
        assertBooksHold(world, region -> region.client(0));
    }

    /// The same, asked of this node of each region.
    static void assertBooksHold(RunningWorld world, Function<RunningRegion, Client> node)
            throws Exception {
        for (RunningRegion region : world.regions()) {
            region.store().assertBooksHold();
            Reply balance = node.apply(region).get("/v1/audit/trial-balance").succeeds(200);
            assertThat(balance.at("/holds")).as(balance.toString()).isEqualTo("true");
        }
        assertThat(booked(world, "received"))
                .as("received by all, and posted to other regions by all (P1)")
                .isEqualTo(booked(world, "posted"));
    }

    /// The transfers that cross, by currency: each is posted by one region and received by one.
    private static long booked(RunningWorld world, String status) throws SQLException {
        long all = 0;
        for (RunningRegion region : world.regions()) {
            all +=
                    region.store()
                            .number(
                                    """
                                    select coalesce(sum(amount), 0) from outcome
                                    where status = ? and (status = 'received'
                                      or crossing is not null)
                                    """,
                                    status);
        }
        return all;
    }
}
