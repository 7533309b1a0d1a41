package dev.nostro.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests one [RunningWorld] of the regions eu and us, the same to all classes of a run. Who
/// cuts a link heals it again.
final class TwoRegions implements ParameterResolver {

    static final String SECRET = "a-secret-that-these-tests-know-too";

    /// How long a node waits for an outcome: short, so that tests see what comes after.
    static final Duration PATIENCE = Duration.ofSeconds(4);

    /// How long the links take, one way, unless a test makes them slower.
    static final Duration NEAR = Duration.ofMillis(5);

    private static final Duration READY = Duration.ofSeconds(20);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == RunningWorld.class;
    }

    @Override
    public RunningWorld resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return world(test);
    }

    static RunningWorld world(ExtensionContext test) {
        return Objects.requireNonNull(
                test.getRoot()
                        .getStore(Namespace.create(TwoRegions.class))
                        .computeIfAbsent("two", _ -> start(), RunningWorld.class));
    }

    private static RunningWorld start() {
        try {
            RunningWorld world =
                    RunningWorld.start(
                            RunningWorld.Plan.of("two", 1, "eu", "us")
                                    .withConfig(
                                            Map.of(
                                                    "nostro.link.secret",
                                                    SECRET,
                                                    "nostro.answer.within",
                                                    PATIENCE.toSeconds() + "s")));
            try {
                awaitUp(world);
                return world;
            } catch (RuntimeException e) {
                world.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// After a test: the links are as they were, nothing is in doubt or in flight any more, and the
    /// books hold.
    static void assertAllEnds(RunningWorld world) throws Exception {
        world.healAll();
        world.delay("eu", "us", NEAR);
        awaitUp(world);
        Aftermath.awaitQuiet(world, READY);
        Aftermath.assertBooksHold(world);
    }

    /// Waits until each sees the other.
    static void awaitUp(RunningWorld world) {
        try {
            for (String region : new String[] {"eu", "us"}) {
                Eventually.within(
                        READY,
                        () -> {
                            Reply regions = world.client(region).get("/v1/regions");
                            if (!regions.at("/unreached").isEmpty()
                                    || !regions.at("/items/1/up").equals("true")) {
                                throw new AssertionError(regions.toString());
                            }
                        });
            }
        } catch (Exception e) {
            throw new IllegalStateException("the regions do not find each other", e);
        }
    }
}
