package dev.nostro.bench;

import java.net.URI;
import java.nio.ByteBuffer;

/// Single transfers of one cent, one request each.
final class TransferTraffic implements Traffic {
    static final long AMOUNT = 1;

    private static final byte[] LENGTH = RequestBytes.ascii("\r\nContent-Length: ");
    private static final byte[] TO = RequestBytes.ascii("\",\"to\":\"");
    private static final byte[] REST =
            RequestBytes.ascii(
                    "\",\"amount\":\"0.01\",\"currency\":\"EUR\",\"reference\":\"bench\"}");
    private static final byte[] BODY = RequestBytes.ascii("\r\n\r\n{\"from\":\"");
    private static final int BLANK_LINE = 4;
    private static final int ROOM_FOR_LENGTH = 8;

    private final byte[] head;
    private final Population population;
    private final Pairs pairs;
    private final Expectation expectation;

    TransferTraffic(
            URI url, Keys keys, Population population, Pairs pairs, Expectation expectation) {
        this.head = keys.after(RequestBytes.post(url, "/v1/transfers"));
        this.population = population;
        this.pairs = pairs;
        this.expectation = expectation;
    }

    @Override
    public int weight() {
        return 1;
    }

    @Override
    public int largest() {
        return head.length
                + RequestBytes.paddedLength()
                + LENGTH.length
                + ROOM_FOR_LENGTH
                + BODY.length
                + TO.length
                + REST.length
                + 2 * population.longestId();
    }

    @Override
    public void write(long n, ByteBuffer out) {
        byte[] from = population.id(pairs.from(n));
        byte[] to = population.id(pairs.to(n));
        out.put(head);
        RequestBytes.padded(n, out);
        out.put(LENGTH);
        int body = BODY.length - BLANK_LINE + from.length + TO.length + to.length + REST.length;
        RequestBytes.number(body, out);
        out.put(BODY).put(from).put(TO).put(to).put(REST);
    }

    @Override
    public int judge(long n, Reply answer) {
        if (answer.unknown()) {
            return UNKNOWN;
        }
        if (answer.status() == 201 && expectation != Expectation.REPLAYED) {
            population.movements().posted(pairs.from(n), pairs.to(n), AMOUNT);
        }
        return expectation.met(answer) ? 1 : 0;
    }
}
