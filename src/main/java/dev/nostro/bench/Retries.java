package dev.nostro.bench;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;

/// Sends numbered requests until the effect of each is known.
final class Retries {
    private static final int ATTEMPTS = 5;

    private Retries() {}

    /// Sends each of these numbers; every one of them has to end as it should.
    static void send(Endpoint node, Traffic traffic, List<Long> numbers, int connections)
            throws IOException, Mismatch {
        Tally tally = once(node, traffic, numbers, connections);
        settle(node, traffic, tally.unanswered());
        long wrong = tally.errors() - (long) tally.unanswered().size() * traffic.weight();
        if (wrong > 0) {
            throw new Mismatch(
                    wrong
                            + " of "
                            + numbers.size() * (long) traffic.weight()
                            + " preparing operations were not answered as they should be");
        }
    }

    /// Asks again, with the same keys, for what was not answered.
    static void settle(Endpoint node, Traffic traffic, List<Long> unanswered)
            throws IOException, Mismatch {
        List<Long> open = unanswered;
        for (int attempt = 0; attempt < ATTEMPTS && !open.isEmpty(); attempt++) {
            open = once(node, traffic, open, 1).unanswered();
        }
        if (!open.isEmpty()) {
            throw new Mismatch(open.size() + " requests have no answer after retries");
        }
    }

    private static Tally once(Endpoint node, Traffic traffic, List<Long> numbers, int connections)
            throws IOException {
        Iterator<Long> next = numbers.iterator();
        try (var loop = new LoadLoop(node.address(), connections, traffic, next::next)) {
            return loop.all(numbers.size());
        }
    }
}
