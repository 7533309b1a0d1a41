package dev.nostro.bench;

import dev.nostro.bench.Movements.Footing;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// The accounts of a bench, by their place: first those with money, then the hot one, then those
/// that have nothing, last the bank's own account that the money came from.
final class Population {
    private final byte[][] ids;

    /// Places by the hash of their id, plus one, in open addressing: of a million accounts a map of
    /// objects would be larger than all the rest of the bench.
    private final int[] places;

    private final int funded;
    private final int empty;
    private final int longestId;
    private final Movements movements;

    Population(List<String> accounts, int empty) {
        ids = new byte[accounts.size()][];
        places = new int[Integer.highestOneBit(ids.length) * 4];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = accounts.get(i).getBytes(StandardCharsets.US_ASCII);
            places[slot(ids[i])] = i + 1;
        }
        this.funded = ids.length - empty - 2;
        this.empty = empty;
        this.longestId = accounts.stream().mapToInt(String::length).max().orElseThrow();
        this.movements = new Movements(ids.length);
    }

    /// The slot that holds this id, or the free one where it belongs.
    private int slot(byte[] id) {
        int mask = places.length - 1;
        int mixed = Arrays.hashCode(id) * 0x9E3779B9;
        int slot = (mixed >>> 7) & mask;
        while (places[slot] != 0 && !Arrays.equals(ids[places[slot] - 1], id)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    byte[] id(int place) {
        return ids[place];
    }

    private int place(String id) {
        int place = places[slot(id.getBytes(StandardCharsets.US_ASCII))] - 1;
        if (place < 0) {
            throw new IllegalArgumentException("account " + id + " is not one of the bench's");
        }
        return place;
    }

    int size() {
        return ids.length;
    }

    int funded() {
        return funded;
    }

    int hot() {
        return funded;
    }

    int firstEmpty() {
        return funded + 1;
    }

    int empty() {
        return empty;
    }

    int bank() {
        return ids.length - 1;
    }

    int longestId() {
        return longestId;
    }

    Movements movements() {
        return movements;
    }

    /// Begins the count of what moves with what the books say now.
    void begin(Books books) throws IOException {
        books.read((id, footing) -> movements.begin(place(id), footing));
    }

    /// Compares the books with what the answers said.
    void prove(Books books) throws IOException, Mismatch {
        var found = new Comparison();
        books.read(found);
        if (found.seen != ids.length) {
            throw new Mismatch("the books list " + found.seen + " of " + ids.length + " accounts");
        }
        if (!found.difference.isEmpty()) {
            throw new Mismatch(found.difference);
        }
    }

    /// Counts the accounts and keeps the first difference.
    private final class Comparison implements Books.Reader {
        private int seen;
        private String difference = "";

        @Override
        public void account(String id, Footing footing) {
            seen++;
            Footing expected = movements.of(place(id));
            if (difference.isEmpty() && !footing.equals(expected)) {
                difference =
                        "account %s: the answers make %s, the books say %s"
                                .formatted(id, expected, footing);
            }
        }
    }

    static String decimal(long minor) {
        return BigDecimal.valueOf(minor, 2).toPlainString();
    }

    static long minor(String amount) {
        return new BigDecimal(amount).movePointRight(2).longValueExact();
    }
}
