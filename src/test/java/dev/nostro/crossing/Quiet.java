package dev.nostro.crossing;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Nothing is logged meanwhile: a simulated world fails thousands of times a second.
final class Quiet implements AutoCloseable {

    private final Logger logger = Logger.getLogger("dev.nostro");
    private final @Nullable Level before = logger.getLevel();

    Quiet() {
        logger.setLevel(Level.OFF);
    }

    @Override
    public void close() {
        logger.setLevel(before);
    }
}
