package dev.nostro.bench;

import java.io.IOException;
import java.util.function.LongSupplier;

/// Load on one node over HTTP, and the proof afterwards.
final class HttpLane implements Lane {
    private final Name name;
    private final Target target;
    private final Load load;

    HttpLane(Name name, Target target, Load load) {
        this.name = name;
        this.target = target;
        this.load = load;
    }

    /// What is driven, and where the books are read to prove it.
    record Target(Site site, Endpoint node, Population population, Books books) {

        /// The same accounts, asked of another node.
        Target at(Endpoint other) {
            return new Target(site, other, population, books);
        }
    }

    /// What is sent, and in which model.
    interface Load {
        int connections();

        Traffic traffic();

        LongSupplier numbers();

        Tally run(LoadLoop loop, Window window, Probe probe) throws IOException, Mismatch;
    }

    /// Closed model.
    record Closed(int connections, Traffic traffic, LongSupplier numbers) implements Load {

        @Override
        public Tally run(LoadLoop loop, Window window, Probe probe) throws IOException {
            return loop.closed(window, probe);
        }
    }

    @Override
    public Name name() {
        return name;
    }

    @Override
    public Measurement measure(Window window) throws IOException, Mismatch {
        var meter = new Meter(target.site(), target.node());
        Traffic traffic = load.traffic();
        Tally tally;
        try (var loop =
                new LoadLoop(
                        target.node().address(), load.connections(), traffic, load.numbers())) {
            tally = load.run(loop, window, meter);
        }
        Retries.settle(target.node(), traffic, tally.unanswered());
        target.population().prove(target.books());
        return Measurement.of(tally, meter);
    }
}
