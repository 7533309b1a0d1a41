package dev.nostro.link;

import dev.nostro.region.RegionId;
import java.util.concurrent.CompletionStage;

/// Answers one kind of call from other regions. Every bean of this type is reached by [Link#call]
/// under its path, by regions only: whoever else calls is refused before.
public interface Receiver {

    /// Where it is reached, with the version of what is said: `/internal/v1/prepare`.
    String path();

    /// The answer. It runs on an event loop, so it must not wait. If it fails, the caller learns
    /// that there is no answer.
    ///
    /// @param from who calls, proven
    /// @param deadlineNanos of [System#nanoTime]: after it nobody listens any more
    CompletionStage<byte[]> receive(RegionId from, byte[] body, long deadlineNanos);
}
