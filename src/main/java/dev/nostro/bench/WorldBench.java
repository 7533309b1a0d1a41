package dev.nostro.bench;

import dev.nostro.bench.HttpLane.Target;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/// Runs the cases that need regions in a world of their own, round by round as [Bench] does.
final class WorldBench {
    /// Each of several lanes; [Bench] tells why it is so long.
    private static final int WARM_UP_SECONDS = 15;

    private final Options options;
    private final Progress progress;
    private final Keys keys;
    private final Results results;

    WorldBench(Options options, Progress progress, Keys keys, Results results) {
        this.options = options;
        this.progress = progress;
        this.keys = keys;
        this.results = results;
    }

    Machine run() throws IOException, SQLException, InterruptedException, Mismatch {
        progress.step("starting three regions, 80 ms apart");
        try (World world = World.start();
                var books = new WorldBooks(world, Settlers.owner(keys))) {
            Machine machine = Machine.of(world.database());
            progress.step("opening and funding " + Settlers.FUNDED + " accounts in two regions");
            Population accounts =
                    new Settlers(world.service(), keys, World.HOME).settle(World.ABROAD);
            accounts.prove(books);
            var target = new Target(world, world.service(), accounts, books);
            run(new WorldLanes(keys, world, target), books);
            return machine;
        }
    }

    private void run(WorldLanes lanes, WorldBooks books)
            throws IOException, SQLException, InterruptedException, Mismatch {
        progress.step("warming up");
        for (Lane lane : lanes.warmUp()) {
            lane.measure(Window.of(Math.max(WARM_UP_SECONDS, options.seconds())));
        }
        List<Lane> all =
                options.cases().stream()
                        .filter(Case::needsWorld)
                        .flatMap(each -> lanes.of(each).stream())
                        .toList();
        for (int round = 1; round <= options.rounds(); round++) {
            for (Lane lane : all) {
                Measurement measurement = lane.measure(Window.of(options.seconds()));
                results.add(lane.name(), measurement);
                progress.measured(round, options.rounds(), lane.name(), measurement);
            }
            books.prove();
        }
    }
}
