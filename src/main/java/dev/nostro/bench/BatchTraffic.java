package dev.nostro.bench;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.ByteBuffer;

/// Batches of transfers through the batch endpoint. The n-th request holds the transfers `n * size`
/// to `n * size + size - 1`; their keys name the size, so none is like that of a batch of another
/// size or of a single transfer.
final class BatchTraffic implements Traffic {
    private static final byte[] BEGIN =
            RequestBytes.ascii("\r\n\r\n{\"atomic\":false,\"transfers\":[");
    private static final byte[] END = RequestBytes.ascii("]}");
    private static final byte[] FROM = RequestBytes.ascii("\",\"from\":\"");
    private static final byte[] TO = RequestBytes.ascii("\",\"to\":\"");
    private static final byte[] POSTED = RequestBytes.ascii("\"status\":\"posted\"");
    private static final byte[] LENGTH = RequestBytes.ascii("Content-Length: ");
    private static final int BLANK_LINE = 4;
    private static final int ROOM_FOR_LENGTH = 8;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final byte[] head;
    private final byte[] key;
    private final byte[] rest;
    private final Population population;
    private final Pairs pairs;
    private final long amount;
    private final int size;

    BatchTraffic(URI url, Keys keys, Population population, Pairs pairs, BatchShape shape) {
        this.head = RequestBytes.post(url, "/v1/transfers/batch");
        this.key =
                RequestBytes.ascii(
                        "{\"idempotencyKey\":\"" + keys.prefix() + "b" + shape.size() + "-");
        this.rest =
                RequestBytes.ascii(
                        "\",\"amount\":\""
                                + Population.decimal(shape.amount())
                                + "\",\"currency\":\"EUR\",\"reference\":\"bench\"}");
        this.population = population;
        this.pairs = pairs;
        this.amount = shape.amount();
        this.size = shape.size();
    }

    /// How many transfers in a batch, and of how much each, in minor units.
    record BatchShape(int size, long amount) {}

    @Override
    public int weight() {
        return size;
    }

    @Override
    public int largest() {
        int one = fixedLength() + 2 * population.longestId() + 1;
        return head.length
                + LENGTH.length
                + ROOM_FOR_LENGTH
                + BEGIN.length
                + END.length
                + size * one;
    }

    @Override
    public void write(long n, ByteBuffer out) {
        int body = BEGIN.length - BLANK_LINE + END.length + size * (fixedLength() + 1) - 1;
        for (long i = n * size; i < (n + 1) * size; i++) {
            body += population.id(pairs.from(i)).length + population.id(pairs.to(i)).length;
        }
        out.put(head).put(LENGTH);
        RequestBytes.number(body, out);
        out.put(BEGIN);
        for (long i = n * size; i < (n + 1) * size; i++) {
            if (i > n * size) {
                out.put((byte) ',');
            }
            out.put(key);
            RequestBytes.padded(i, out);
            out.put(FROM).put(population.id(pairs.from(i)));
            out.put(TO).put(population.id(pairs.to(i))).put(rest);
        }
        out.put(END);
    }

    @Override
    public int judge(long n, Reply answer) {
        if (answer.unknown()) {
            return UNKNOWN;
        }
        if (answer.status() != 200) {
            return 0;
        }
        return answer.count(POSTED) == size ? all(n) : each(n, answer);
    }

    private int fixedLength() {
        return key.length + RequestBytes.paddedLength() + FROM.length + TO.length + rest.length;
    }

    private int all(long n) {
        for (long i = n * size; i < (n + 1) * size; i++) {
            population.movements().posted(pairs.from(i), pairs.to(i), amount);
        }
        return size;
    }

    /// Some were not posted: looked at one by one. One unknown makes the whole request unknown; it
    /// is judged when it has been sent again.
    private int each(long n, Reply answer) {
        try {
            JsonNode outcomes = JSON.readTree(answer.text()).path("outcomes");
            for (JsonNode outcome : outcomes) {
                if (outcome.path("outcome").asText().equals("unknown")) {
                    return UNKNOWN;
                }
            }
            int posted = 0;
            for (int i = 0; i < outcomes.size(); i++) {
                if (outcomes.get(i).path("status").asText().equals("posted")) {
                    long transfer = n * size + i;
                    population.movements().posted(pairs.from(transfer), pairs.to(transfer), amount);
                    posted++;
                }
            }
            return posted;
        } catch (JacksonException _) {
            return 0;
        }
    }
}
