package dev.nostro.link;

import dev.nostro.region.RegionId;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/// The one way to say something to another region and hear what it says.
///
/// A call is a message and an answer, and either can be lost: who calls must be able to call again.
/// Nobody's thread is held.
public interface Link {

    /// The reply's body. Fails with [LinkFailure], never later than `within`, which bounds all of
    /// it: the connection, the way there, the work, the way back.
    ///
    /// @param path of the far end's [Receiver]
    CompletionStage<byte[]> call(RegionId to, String path, byte[] body, Duration within);

    /// Whether the region is worth trying. If not, a call fails at once.
    boolean up(RegionId to);
}
