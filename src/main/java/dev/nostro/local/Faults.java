package dev.nostro.local;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Carries out faults on what a launcher runs.
final class Faults {

    private final Map<String, LocalRegion> regions = new LinkedHashMap<>();
    private final Optional<Links> links;

    /// @param links none where a region is alone
    Faults(List<LocalRegion> all, Optional<Links> links) {
        all.forEach(region -> regions.put(region.name(), region));
        this.links = links;
    }

    /// Returns when it is done, with a line that says what was done.
    ///
    /// @throws UsageError when there is no such region
    /// @throws IOException when it cannot be done to what runs now
    String commit(Fault fault) throws IOException, InterruptedException, UsageError {
        return switch (fault) {
            case Fault.Cut(var from, var to, var oneWay) -> {
                var between = between(from, to);
                if (oneWay) {
                    between.line(from, to).cut();
                    yield "Cut: nothing gets from " + from + " to " + to + ".";
                }
                between.cut(from, to);
                yield "Cut: nothing passes between " + from + " and " + to + ".";
            }
            case Fault.Heal(var one, var other) -> {
                between(one, other).heal(one, other);
                yield "Healed: everything passes between " + one + " and " + other + ".";
            }
            case Fault.Delay(var one, var other, var oneWay) -> {
                between(one, other).delay(one, other, oneWay);
                yield "Delayed: " + between(one, other).described(one, other);
            }
            case Fault.Lose(var one, var other, var of10000) -> {
                between(one, other).lose(one, other, of10000);
                yield "Set: " + between(one, other).described(one, other);
            }
            case Fault.Kill(var target) -> {
                region(target).kill(target);
                yield "Killed: " + target + ".";
            }
            case Fault.Pause(var target) -> {
                region(target).pause(target);
                yield "Paused: " + target + ".";
            }
            case Fault.Resume(var target) -> {
                region(target).resume(target);
                yield "Resumed: " + target + ".";
            }
            case Fault.Restart(var target) -> {
                region(target).restart(target);
                yield "Restarted: " + target + " is ready.";
            }
        };
    }

    /// How the links are set, a line for each two regions.
    List<String> links() {
        return links.map(Links::described).orElse(List.of());
    }

    private LocalRegion region(Fault.Target target) throws UsageError {
        return region(target.region());
    }

    private LocalRegion region(String name) throws UsageError {
        var region = regions.get(name);
        if (region == null) {
            throw new UsageError(
                    "no region "
                            + name
                            + " runs here, only "
                            + String.join(", ", regions.keySet()));
        }
        return region;
    }

    private Links between(String one, String other) throws UsageError {
        var from = region(one).name();
        var to = region(other).name();
        return links.orElseThrow(
                () -> new UsageError("there is no link between " + from + " and " + to));
    }
}
