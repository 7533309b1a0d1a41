package dev.nostro.local;

import java.io.IOException;
import java.nio.file.Path;

/// A process that was to be started did not get ready. The message ends with the tail of its log.
public final class StartFailed extends IOException {

    private static final long serialVersionUID = 1L;

    StartFailed(String what, Path log) {
        super(what + "\n" + LogTail.of(log) + "\n(all of it: " + log + ")");
    }
}
