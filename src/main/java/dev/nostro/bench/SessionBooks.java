package dev.nostro.bench;

import dev.nostro.bench.BookedBatch.Leg;
import dev.nostro.bench.BookedBatch.Transfer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.LongFunction;

/// The accounts that one session alone writes, in memory: it needs to load nothing and waits for
/// nobody, so that writing is all that is measured.
final class SessionBooks {
    /// Transfers in each batch.
    static final int BATCH = 100;

    private final int session;
    private final Pairs pairs;
    private final long[] balances;
    private final long[] seqs;

    /// Every account whose number, counted from 1, falls to this session; all of them empty.
    SessionBooks(int session, int accounts) {
        this.session = session;
        balances = new long[accounts / Sessions.COUNT];
        seqs = new long[balances.length];
        pairs = Pairs.uniform(balances.length);
    }

    /// Books the transfers of the keys from `first` on.
    BookedBatch book(long first, Instant at, LongFunction<UUID> ids) {
        List<Transfer> transfers = new ArrayList<>(BATCH);
        for (long n = first; n < first + BATCH; n++) {
            UUID id = ids.apply(n);
            Leg from = move(id, pairs.from(n), -TransferTraffic.AMOUNT);
            transfers.add(new Transfer(id, from, move(id, pairs.to(n), TransferTraffic.AMOUNT)));
        }
        return new BookedBatch(at, transfers);
    }

    private Leg move(UUID transfer, int place, long amount) {
        balances[place] = Math.addExact(balances[place], amount);
        seqs[place]++;
        long number = (long) place * Sessions.COUNT + session + 1;
        return new Leg(transfer, number, seqs[place], amount, balances[place]);
    }
}
