package dev.nostro.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests one [Coordinator] in the world of [TwoRegions], the same to all classes of a run
/// until a test has it die; the next one gets another.
final class SharedCoordinator implements ParameterResolver {

    /// The one that lives, if any does.
    private static final class Seat implements AutoCloseable {
        private @Nullable Coordinator taken;

        Coordinator taken(RunningWorld world) throws IOException, InterruptedException {
            Coordinator coordinator = taken;
            if (coordinator == null || !coordinator.node().process().isAlive()) {
                coordinator = Coordinator.join(world);
                taken = coordinator;
            }
            return coordinator;
        }

        @Override
        public void close() throws IOException {
            if (taken != null) {
                taken.close();
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Coordinator.class;
    }

    @Override
    public Coordinator resolveParameter(ParameterContext parameter, ExtensionContext test) {
        RunningWorld world = TwoRegions.world(test);
        try {
            return Objects.requireNonNull(
                            test.getRoot()
                                    .getStore(Namespace.create(SharedCoordinator.class))
                                    .computeIfAbsent("seat", _ -> new Seat(), Seat.class))
                    .taken(world);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
