package dev.nostro.bench;

import java.nio.ByteBuffer;

/// What a run sends, and what it makes of the answers.
///
/// The n-th request is a function of n alone, so one whose effect is unknown can be sent again.
interface Traffic {

    /// What an answer was worth when its effect is not known.
    int UNKNOWN = -1;

    /// Operations (transfers, reads) in one request.
    int weight();

    /// A bound on the bytes of one request.
    int largest();

    /// Writes the n-th request.
    void write(long n, ByteBuffer out);

    /// How many operations of the n-th request ended as they should; `UNKNOWN` when the request has
    /// to be asked again. Notes the money that moved.
    int judge(long n, Reply answer);
}
