package dev.nostro.link;

/// A call to another region that brought no answer, and what the other end may have done.
public final class LinkFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /// What is known of the other end.
    public enum Kind {
        /// Nothing was sent.
        UNAVAILABLE,
        /// It was sent. What the other end did is not known.
        UNANSWERED,
        /// The other end would not do it, and has done nothing.
        REFUSED
    }

    private final Kind kind;
    private final String why;

    /// A failure of this kind.
    ///
    /// @param why for the log
    public LinkFailure(Kind kind, String why) {
        super(kind + ": " + why, null, false, false);
        this.kind = kind;
        this.why = why;
    }

    public Kind kind() {
        return kind;
    }

    public String why() {
        return why;
    }
}
