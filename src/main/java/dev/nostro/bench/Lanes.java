package dev.nostro.bench;

import dev.nostro.bench.BatchTraffic.BatchShape;
import dev.nostro.bench.HttpLane.Closed;
import dev.nostro.bench.HttpLane.Load;
import dev.nostro.bench.HttpLane.Target;
import dev.nostro.bench.OpenLoad.Capacity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Makes the lanes of each case: the service, and beside it what it is compared with.
final class Lanes {
    static final String SERVICE = "service";
    static final String ONE_BY_ONE = "batch bound 1";
    static final String SMALL = "10,000 accounts";
    static final String GROWN = "1,000,000 accounts";

    private static final String CLOSED = "closed";
    private static final int CONNECTIONS = 64;

    /// Four batches of 500 under way fill both writers twice.
    private static final int BATCH_CONNECTIONS = 4;

    private static final int BATCH = 500;

    /// Enough that the open model is never short of one while the service keeps up.
    private static final int OPEN_CONNECTIONS = 256;

    private final Keys keys;
    private final Target target;
    private final Capacity capacity;

    Lanes(Keys keys, Target target, Capacity capacity) {
        this.keys = keys;
        this.target = target;
        this.capacity = capacity;
    }

    /// The lanes of a case that needs nothing but a service and its accounts.
    List<Lane> of(Case each) throws IOException, Mismatch {
        return switch (each) {
            case UNIFORM_1 -> singles(each, 1, uniform());
            case UNIFORM_16 -> singles(each, 16, uniform());
            case UNIFORM_64 -> singles(each, CONNECTIONS, uniform());
            case UNIFORM_256 -> singles(each, 256, uniform());
            case HOT_FROM -> singles(each, CONNECTIONS, Pairs.payingFrom(hot(), funded()));
            case HOT_TO -> singles(each, CONNECTIONS, Pairs.payingTo(hot(), funded()));
            case BATCH -> pair(each, this::batches);
            case REPLAYS -> replays();
            case REFUSALS -> pair(each, this::refusals);
            case READS -> List.of(lane(each, SERVICE, target.node(), this::reads));
            case OPEN -> List.of(open("50 %", 0.5), open("80 %", 0.8));
            case RAW, STATEMENTS, GROWTH, START, CROSSING_1, CROSSING_512 ->
                    throw new IllegalArgumentException(each + " needs more than a service");
            case CROSSING_HOT, LOCAL_ALONE ->
                    throw new IllegalArgumentException(each + " needs more than a service");
        };
    }

    /// Single transfers on this target alone, as a lane of this name.
    Lane uniform(Case each, String variant) {
        return lane(each, variant, target.node(), node -> single(node, CONNECTIONS, uniform()));
    }

    private List<Lane> singles(Case each, int connections, Pairs pairs) {
        return pair(each, node -> single(node, connections, pairs));
    }

    private List<Lane> pair(Case each, Function<Endpoint, Load> load) {
        List<Lane> lanes = new ArrayList<>();
        lanes.add(lane(each, SERVICE, target.node(), load));
        target.site().oneByOne().ifPresent(bound -> lanes.add(lane(each, ONE_BY_ONE, bound, load)));
        return lanes;
    }

    private Lane lane(Case each, String variant, Endpoint node, Function<Endpoint, Load> load) {
        var name = new Lane.Name(each, variant, CLOSED);
        return new HttpLane(name, target.at(node), load.apply(node));
    }

    private Load single(Endpoint node, int connections, Pairs pairs) {
        return new Closed(connections, transfers(node, pairs, Expectation.POSTED), keys.fresh());
    }

    private Load batches(Endpoint node) {
        var shape = new BatchShape(BATCH, TransferTraffic.AMOUNT);
        var traffic = new BatchTraffic(node.url(), keys, target.population(), uniform(), shape);
        return new Closed(BATCH_CONNECTIONS, traffic, keys.fresh());
    }

    private Load refusals(Endpoint node) {
        Population accounts = target.population();
        Pairs pairs = Pairs.payingFromEmpty(accounts.firstEmpty(), accounts.empty(), funded());
        return new Closed(CONNECTIONS, transfers(node, pairs, Expectation.REFUSED), keys.fresh());
    }

    private Load reads(Endpoint node) {
        var traffic = new ReadTraffic(node.url(), target.population());
        return new Closed(CONNECTIONS, traffic, keys.fresh());
    }

    private List<Lane> replays() throws IOException, Mismatch {
        Traffic first = transfers(target.node(), uniform(), Expectation.POSTED);
        Replays replays = Replays.prepare(target.node(), keys, first);
        return pair(
                Case.REPLAYS,
                node ->
                        new Closed(
                                CONNECTIONS,
                                transfers(node, uniform(), Expectation.REPLAYED),
                                replays.numbers()));
    }

    private Lane open(String variant, double part) {
        Traffic traffic = transfers(target.node(), uniform(), Expectation.POSTED);
        var load = new OpenLoad(OPEN_CONNECTIONS, traffic, keys.fresh(), part, capacity);
        var name = new Lane.Name(Case.OPEN, variant, "open");
        return new HttpLane(name, target, load);
    }

    private Traffic transfers(Endpoint node, Pairs pairs, Expectation expectation) {
        return new TransferTraffic(node.url(), keys, target.population(), pairs, expectation);
    }

    private Pairs uniform() {
        return Pairs.uniform(funded());
    }

    private int funded() {
        return target.population().funded();
    }

    private int hot() {
        return target.population().hot();
    }
}
