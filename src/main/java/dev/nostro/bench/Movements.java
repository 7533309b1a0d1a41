package dev.nostro.bench;

/// The money that answers said has moved, for each account, in minor units, and how many postings
/// that makes: what the books are compared with afterwards.
final class Movements {
    private final long[] balances;
    private final long[] postings;
    private long transfers;

    Movements(int accounts) {
        balances = new long[accounts];
        postings = new long[accounts];
    }

    /// Begins with what the books say now.
    void begin(int account, Footing standing) {
        balances[account] = standing.balance();
        postings[account] = standing.postings();
    }

    void posted(int from, int to, long amount) {
        balances[from] = Math.subtractExact(balances[from], amount);
        balances[to] = Math.addExact(balances[to], amount);
        postings[from]++;
        postings[to]++;
        transfers++;
    }

    Footing of(int account) {
        return new Footing(balances[account], postings[account]);
    }

    /// Transfers posted since the beginning.
    long transfers() {
        return transfers;
    }

    /// An account's balance in minor units, and the number of its postings.
    record Footing(long balance, long postings) {}
}
