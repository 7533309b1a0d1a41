package dev.nostro.bench;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Opens accounts, all of one description, and collects their ids in the order of the answers.
final class OpeningTraffic implements Traffic {
    private static final byte[] LENGTH = RequestBytes.ascii("\r\nContent-Length: ");
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"");
    private static final int ROOM_FOR_LENGTH = 8;

    private final byte[] head;
    private final byte[] body;
    private final List<String> ids;

    OpeningTraffic(URI url, Keys keys, String body, List<String> ids) {
        this.head = keys.after(RequestBytes.post(url, "/v1/accounts"));
        this.body = RequestBytes.ascii(body);
        this.ids = ids;
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
                + body.length;
    }

    @Override
    public void write(long n, ByteBuffer out) {
        out.put(head);
        RequestBytes.padded(n, out);
        out.put(LENGTH);
        RequestBytes.number(body.length, out);
        out.put(RequestBytes.ascii("\r\n\r\n")).put(body);
    }

    @Override
    public int judge(long n, Reply answer) {
        if (answer.unknown()) {
            return UNKNOWN;
        }
        Matcher id = ID.matcher(answer.text());
        if (answer.status() != 201 || !id.find()) {
            return 0;
        }
        ids.add(id.group(1));
        return 1;
    }
}
