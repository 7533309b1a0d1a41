package dev.nostro.bench;

import dev.nostro.bench.HttpLane.Target;
import dev.nostro.bench.OpenLoad.Capacity;
import dev.nostro.region.RegionId;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Runs the cases: all is prepared and warmed up, then each round measures every lane once.
///
/// Rounds are the outer loop, so that pairs alternate and drift of the machine hits both alike.
final class Bench {
    /// Small ones wait less for each other's locks, large ones cost less for each transfer: which
    /// does more depends on the machine, and the better one is the limit.
    private static final int[] RAW_BATCHES = {100, 500};

    /// On two busy cores the compilers take that long: a transfer costs a node 290 µs in the first
    /// ten seconds, 85 in the next, 60 after half a minute.
    private static final int WARM_UP_SECONDS = 30;

    private static final int GROWN_WARM_UP = 3;

    private final Options options;
    private final Progress progress;
    private final Keys keys = new Keys(new SecureRandom());
    private final Capacity capacity = new Capacity();
    private final Results results = new Results();
    private final Window window;
    private Optional<OwnSite> ownSite = Optional.empty();

    Bench(Options options, Progress progress) {
        this.options = options;
        this.progress = progress;
        this.window = Window.of(options.seconds());
    }

    /// What came out, and where.
    record Report(Machine machine, Results results) {}

    /// The cases that need regions come last, when all else has ended.
    Report run() throws IOException, SQLException, InterruptedException, Mismatch {
        boolean alone = !options.cases().stream().allMatch(Case::needsWorld);
        Optional<Report> report = alone ? Optional.of(runAlone()) : Optional.empty();
        if (options.cases().stream().noneMatch(Case::needsWorld)) {
            return report.orElseThrow();
        }
        Machine machine = new WorldBench(options, progress, keys, results).run();
        return report.orElse(new Report(machine, results));
    }

    private Report runAlone() throws IOException, SQLException, InterruptedException, Mismatch {
        try (Site site = site();
                Api api = new Api(site.service().url())) {
            Machine machine = Machine.of(site.database());
            Target target = settle(site, api);
            if (options.cases().contains(Case.GROWTH)) {
                runGrown(target, api);
            } else {
                run(target, Optional.empty(), api);
            }
            return new Report(machine, results);
        }
    }

    private Site site() throws IOException, InterruptedException {
        if (options.url().isPresent()) {
            return new Site.Foreign(new Endpoint(options.url().get(), OptionalLong.empty()));
        }
        progress.step("starting PostgreSQL and a node");
        OwnSite own = OwnSite.start();
        ownSite = Optional.of(own);
        if (options.cases().stream().anyMatch(Case::hasBaseline)) {
            progress.step("starting a node with a batch bound of 1");
            own.startOneByOne();
        }
        return own;
    }

    private Target settle(Site site, Api api) throws IOException, Mismatch {
        progress.step("opening and funding " + Settlers.FUNDED + " accounts");
        String region = options.url().isPresent() ? api.region() : OwnSite.REGION;
        Population accounts = new Settlers(site.service(), keys, region).settle();
        Books books = api.accountsOf(Settlers.owner(keys));
        accounts.prove(books);
        return new Target(site, site.service(), accounts, books);
    }

    private void runGrown(Target target, Api api)
            throws IOException, SQLException, InterruptedException, Mismatch {
        progress.step("starting a second PostgreSQL and a node");
        try (OwnSite site = ownSite.orElseThrow().startAnother()) {
            progress.step("filling it with ten postings for each of " + GrownBooks.ACCOUNTS);
            String owner = Settlers.owner(keys);
            var books = new GrownBooks(site.database().orElseThrow(), OwnSite.REGION, owner);
            Population accounts = books.fill(GrownBooks.ACCOUNTS);
            run(target, Optional.of(new Target(site, site.service(), accounts, books)), api);
        }
    }

    private void run(Target target, Optional<Target> grown, Api api)
            throws IOException, SQLException, InterruptedException, Mismatch {
        warmUp(target, 1);
        if (grown.isPresent()) {
            // The other node is warm from all that is measured before.
            warmUp(grown.get(), GROWN_WARM_UP);
        }
        List<Lane> lanes = lanes(target, grown);
        for (int round = 1; round <= options.rounds(); round++) {
            for (Lane lane : lanes) {
                measure(lane, round);
            }
            if (!api.trialBalanceHolds()) {
                throw new Mismatch("the trial balance does not hold");
            }
        }
    }

    private void measure(Lane lane, int round)
            throws IOException, SQLException, InterruptedException, Mismatch {
        Lane.Name name = lane.name();
        Measurement measurement = lane.measure(window);
        if (name.of() == Case.UNIFORM_64 && name.variant().equals(Lanes.SERVICE)) {
            capacity.measured(measurement.rate());
        }
        results.add(name, measurement);
        progress.measured(round, options.rounds(), name, measurement);
    }

    private List<Lane> lanes(Target target, Optional<Target> grown)
            throws IOException, SQLException, Mismatch {
        var service = new Lanes(keys, target, capacity);
        List<Lane> lanes = new ArrayList<>();
        for (Case each : options.cases()) {
            if (each.needsWorld()) {
                continue;
            }
            switch (each) {
                case START -> {
                    var name = new Lane.Name(each, Lanes.SERVICE, "none");
                    lanes.add(new StartLane(name, ownSite.orElseThrow()));
                }
                case RAW -> lanes.addAll(raw(target));
                case STATEMENTS -> lanes.addAll(statements(target.site()));
                case GROWTH -> {
                    var large = new Lanes(keys, grown.orElseThrow(), capacity);
                    lanes.add(service.uniform(each, Lanes.SMALL));
                    lanes.add(large.uniform(each, Lanes.GROWN));
                }
                default -> lanes.addAll(service.of(each));
            }
        }
        return lanes;
    }

    private List<Lane> raw(Target target) throws SQLException {
        var database = target.site().database().orElseThrow();
        var region = new RegionId(OwnSite.REGION);
        var limit = new RawLimit(database, keys, target.population(), region);
        List<Lane> lanes = new ArrayList<>();
        for (int batch : RAW_BATCHES) {
            var name = new Lane.Name(Case.RAW, "batches of " + batch, "closed");
            lanes.add(new RawLane(name, target, limit, batch));
        }
        return lanes;
    }

    private List<Lane> statements(Site site) {
        var region = new RegionId(OwnSite.REGION);
        return Arrays.stream(Way.values())
                .<Lane>map(way -> new StatementsLane(way, site, keys, region))
                .toList();
    }

    /// Long enough for the compiler of each node to have seen what is measured.
    private void warmUp(Target target, int times)
            throws IOException, SQLException, InterruptedException, Mismatch {
        progress.step("warming up");
        var first = new Lanes(keys, target, capacity).of(Case.UNIFORM_64);
        Window warmUp = Window.of(times * Math.max(WARM_UP_SECONDS, options.seconds()));
        for (Lane lane : first) {
            lane.measure(warmUp);
        }
    }
}
