package dev.nostro.api;

import dev.nostro.transfer.Reason;

/// A request that ends here for a reason that needs no look at the books.
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    Refusal(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
