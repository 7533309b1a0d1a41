package dev.nostro.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests one [RunningRegion] of two nodes, the same to all classes of a run: started when the
/// first one asks, closed after the last one. It stands on the user's own PostgreSQL where the
/// environment names one (`QUARKUS_DATASOURCE_JDBC_URL`, `…_USERNAME`, `…_PASSWORD`), and then may
/// hold accounts of earlier runs.
///
/// Use: `@ExtendWith(SharedRegion.class)`, and a constructor that takes a [RunningRegion]. Who
/// kills nodes or databases starts a region of its own.
final class SharedRegion implements ParameterResolver {

    private static final String NAME = "shared";
    private static final int NODES = 2;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == RunningRegion.class;
    }

    @Override
    public RunningRegion resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return Objects.requireNonNull(
                test.getRoot()
                        .getStore(Namespace.create(SharedRegion.class))
                        .computeIfAbsent(NAME, _ -> start(), RunningRegion.class));
    }

    private static RunningRegion start() {
        RunningRegion.Plan plan = RunningRegion.Plan.of(NAME, NODES);
        try {
            var own = Store.own();
            return own.isPresent()
                    ? RunningRegion.startOn(own.get(), plan)
                    : RunningRegion.start(plan);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
