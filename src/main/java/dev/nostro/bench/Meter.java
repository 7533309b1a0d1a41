package dev.nostro.bench;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// CPU time that a site and the generator take between the two ends of a window.
final class Meter implements Probe {
    private final Proc proc = Proc.ofThisMachine();
    private final Site site;
    private final Endpoint driven;
    private Reading first = Reading.NOTHING;
    private Reading last = Reading.NOTHING;

    Meter(Site site, Endpoint driven) {
        this.site = site;
        this.driven = driven;
    }

    /// CPU time in microseconds, as far as it can be known.
    private record Reading(
            long time,
            OptionalLong nodes,
            OptionalLong database,
            OptionalLong generator,
            OptionalLong machine) {
        private static final Reading NOTHING =
                new Reading(
                        0,
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty());
    }

    /// Microseconds of CPU for one operation; and the part of the machine, between 0 and 1, that
    /// went to anything else.
    record Cost(
            OptionalDouble node,
            OptionalDouble database,
            OptionalDouble generator,
            OptionalDouble others) {
        static final Cost UNKNOWN =
                new Cost(
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty());
    }

    @Override
    public void begin() {
        first = read();
    }

    @Override
    public void end() {
        last = read();
    }

    Cost each(long operations) {
        return new Cost(
                difference(first.nodes, last.nodes, operations),
                difference(first.database, last.database, operations),
                difference(first.generator, last.generator, operations),
                others());
    }

    private OptionalDouble others() {
        double micros = (last.time - first.time) / 1e3 * Runtime.getRuntime().availableProcessors();
        double others =
                difference(first.machine, last.machine, 1).orElse(Double.NaN)
                        - difference(first.nodes, last.nodes, 1).orElse(Double.NaN)
                        - difference(first.database, last.database, 1).orElse(Double.NaN)
                        - difference(first.generator, last.generator, 1).orElse(Double.NaN);
        double part = others / micros;
        return Double.isFinite(part)
                ? OptionalDouble.of(Math.clamp(part, 0, 1))
                : OptionalDouble.empty();
    }

    /// The most memory that the driven node has had.
    OptionalLong peakMemory() {
        OptionalLong pid = driven.pid();
        return pid.isPresent() ? proc.peakMemory(pid.getAsLong()) : OptionalLong.empty();
    }

    /// All nodes count: one of them numbers the journal for the others.
    private Reading read() {
        return new Reading(
                System.nanoTime(),
                nodes(),
                databases(),
                proc.cpu(ProcessHandle.current().pid()),
                proc.busy());
    }

    private OptionalLong databases() {
        List<OptionalLong> each = site.postmasters().stream().map(proc::cpuWithChildren).toList();
        return each.isEmpty() || each.stream().anyMatch(OptionalLong::isEmpty)
                ? OptionalLong.empty()
                : OptionalLong.of(each.stream().mapToLong(OptionalLong::getAsLong).sum());
    }

    private OptionalLong nodes() {
        long sum = 0;
        for (Endpoint node : site.nodes()) {
            OptionalLong cpu =
                    node.pid().isPresent()
                            ? proc.cpu(node.pid().getAsLong())
                            : OptionalLong.empty();
            if (cpu.isEmpty()) {
                return OptionalLong.empty();
            }
            sum += cpu.getAsLong();
        }
        return OptionalLong.of(sum);
    }

    private static OptionalDouble difference(OptionalLong from, OptionalLong to, long operations) {
        return from.isPresent() && to.isPresent() && operations > 0
                ? OptionalDouble.of((to.getAsLong() - from.getAsLong()) / (double) operations)
                : OptionalDouble.empty();
    }
}
