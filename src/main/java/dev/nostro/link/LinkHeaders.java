package dev.nostro.link;

/// The headers that regions add to what they send each other.
public final class LinkHeaders {

    /// The region that calls.
    public static final String REGION = "Nostro-Region";

    /// The id of its database.
    public static final String DATABASE = "Nostro-Database";

    /// Its [RegionToken].
    public static final String TOKEN = "Nostro-Token";

    /// For how many milliseconds more it listens.
    public static final String DEADLINE = "Nostro-Deadline";

    /// On a request of a client that another region passes on: that region.
    public static final String FORWARDED = "Nostro-Forwarded";

    /// On the same: who the client is.
    public static final String CALLER = "Nostro-Caller";

    /// On an answer: the call was not let in, and why.
    public static final String REFUSED = "Nostro-Refused";

    private LinkHeaders() {}
}
