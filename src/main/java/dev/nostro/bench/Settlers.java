package dev.nostro.bench;

import dev.nostro.bench.BatchTraffic.BatchShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Opens and funds the accounts of a bench through the API.
final class Settlers {
    static final int FUNDED = 10_000;
    private static final int EMPTY = 100;
    private static final int CONNECTIONS = 32;
    private static final int BATCH = 500;

    /// A million: enough for any number of cents that a bench moves.
    private static final long FUNDS = 100_000_000;

    private final Endpoint node;
    private final Keys keys;
    private final String region;

    Settlers(Endpoint node, Keys keys, String region) {
        this.node = node;
        this.keys = keys;
        this.region = region;
    }

    /// Accounts with money, the hot one among them, accounts without, and the bank's that paid.
    Population settle() throws IOException, Mismatch {
        return settle(region, EMPTY);
    }

    /// The same, but those without money belong to another region, and are as many.
    Population settle(String abroad) throws IOException, Mismatch {
        return settle(abroad, FUNDED);
    }

    private Population settle(String emptyIn, int empty) throws IOException, Mismatch {
        List<String> ids = new ArrayList<>();
        open(region, "customer", FUNDED + 1, ids);
        open(emptyIn, "customer", empty, ids);
        open(region, "internal", 1, ids);
        var population = new Population(ids, empty);
        fund(population);
        return population;
    }

    /// What every account of this bench has as its owner.
    static String owner(Keys keys) {
        return "bench-" + keys.run();
    }

    private void open(String in, String kind, int count, List<String> ids)
            throws IOException, Mismatch {
        String body =
                """
                {"region":"%s","currency":"EUR","name":"bench","owner":"%s","kind":"%s"}\
                """
                        .formatted(in, owner(keys), kind);
        all(new OpeningTraffic(node.url(), keys, body, ids), count);
    }

    private void fund(Population population) throws IOException, Mismatch {
        long requests = Math.ceilDiv(population.hot() + 1, BATCH);
        long first = keys.reserve(requests);
        Pairs pairs = new Funding(first * BATCH, population);
        var shape = new BatchShape(BATCH, FUNDS);
        var traffic = new BatchTraffic(node.url(), keys, population, pairs, shape);
        List<Long> numbers = new ArrayList<>();
        for (long n = first; n < first + requests; n++) {
            numbers.add(n);
        }
        Retries.send(node, traffic, numbers, 2);
    }

    private void all(Traffic traffic, int count) throws IOException, Mismatch {
        List<Long> numbers = new ArrayList<>(Collections.nCopies(count, 0L));
        numbers.replaceAll(_ -> keys.fresh().getAsLong());
        Retries.send(node, traffic, numbers, CONNECTIONS);
    }

    /// The bank pays each account once, the hot one whatever is left over.
    private record Funding(long first, Population population) implements Pairs {

        @Override
        public int from(long n) {
            return population.bank();
        }

        @Override
        public int to(long n) {
            return (int) Math.min(n - first, population.hot());
        }
    }
}
