package dev.nostro.bench;

import dev.nostro.bench.HttpLane.Closed;
import dev.nostro.bench.HttpLane.Target;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Makes the lanes of the cases that need regions: accounts of one pay accounts of another.
final class WorldLanes {
    static final String LOCAL = "local";
    static final String WINDOW_1 = "window 1";
    static final String IDLE = "other region idle";
    static final String SILENT = "other region silent";

    /// Round trips that the hot account is measured at.
    static final List<Duration> ROUND_TRIPS =
            Stream.of(20, 80, 200).map(Duration::ofMillis).toList();

    static final int HOT_RATE = 1_500;

    /// What a crossing takes beside the round trip, at most, when connections are counted.
    private static final long BESIDE_MILLIS = 100;

    private static final int MANY = 512;
    private static final int LOCAL_CONNECTIONS = 64;

    private final Keys keys;
    private final World world;
    private final Target target;

    WorldLanes(Keys keys, World world, Target target) {
        this.keys = keys;
        this.world = world;
        this.target = target;
    }

    List<Lane> of(Case each) {
        return switch (each) {
            case CROSSING_1 -> List.of(lane(each, Lanes.SERVICE, 1, crossing()));
            case CROSSING_512 ->
                    List.of(
                            lane(each, Lanes.SERVICE, MANY, crossing()),
                            lane(each, LOCAL, MANY, local()),
                            windowOfOne(each));
            case CROSSING_HOT -> ROUND_TRIPS.stream().map(this::hot).toList();
            case LOCAL_ALONE ->
                    List.of(
                            lane(each, IDLE, LOCAL_CONNECTIONS, local()),
                            new Silent(lane(each, SILENT, LOCAL_CONNECTIONS, local()), world));
            default -> throw new IllegalArgumentException(each + " needs no other region");
        };
    }

    /// What all else is warmed up by.
    List<Lane> warmUp() {
        List<Lane> lanes = new ArrayList<>(of(Case.CROSSING_512));
        lanes.add(lane(Case.CROSSING_HOT, Lanes.SERVICE, MANY, hot()));
        return lanes;
    }

    /// How a row at this round trip is called.
    static String at(Duration roundTrip) {
        return roundTrip.toMillis() + " ms round trip";
    }

    private Lane hot(Duration roundTrip) {
        long connections = HOT_RATE * (roundTrip.toMillis() + BESIDE_MILLIS) / 1_000;
        Lane lane = lane(Case.CROSSING_HOT, at(roundTrip), (int) connections, hot());
        return new Distant(lane, world, roundTrip);
    }

    private Lane windowOfOne(Case each) {
        Endpoint bound = world.oneByOne().orElseThrow();
        return lane(new Lane.Name(each, WINDOW_1, "closed"), bound, MANY, crossing());
    }

    private Lane lane(Case each, String variant, int connections, Pairs pairs) {
        var name = new Lane.Name(each, variant, "closed");
        return lane(name, target.node(), connections, pairs);
    }

    private Lane lane(Lane.Name name, Endpoint node, int connections, Pairs pairs) {
        var traffic =
                new TransferTraffic(
                        node.url(), keys, target.population(), pairs, Expectation.POSTED);
        return new HttpLane(name, target.at(node), new Closed(connections, traffic, keys.fresh()));
    }

    private Pairs local() {
        return Pairs.uniform(target.population().funded());
    }

    private Pairs crossing() {
        Population accounts = target.population();
        return Pairs.between(accounts.funded(), accounts.firstEmpty(), accounts.empty());
    }

    private Pairs hot() {
        Population accounts = target.population();
        return Pairs.payingAbroad(accounts.hot(), accounts.firstEmpty(), accounts.empty());
    }

    /// Measures at another distance than the usual one.
    private record Distant(Lane lane, World world, Duration roundTrip) implements Lane {

        @Override
        public Name name() {
            return lane.name();
        }

        @Override
        public Measurement measure(Window window)
                throws IOException, SQLException, InterruptedException, Mismatch {
            world.delay(roundTrip);
            try {
                return lane.measure(window);
            } finally {
                world.delay(World.ROUND_TRIP);
            }
        }
    }

    /// Measures while the other region is silent; it speaks again for the proof.
    private record Silent(Lane lane, World world) implements Lane {

        @Override
        public Name name() {
            return lane.name();
        }

        @Override
        public Measurement measure(Window window)
                throws IOException, SQLException, InterruptedException, Mismatch {
            world.silence();
            try {
                return lane.measure(window);
            } finally {
                world.wake();
            }
        }
    }
}
