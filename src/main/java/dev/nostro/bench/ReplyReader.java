package dev.nostro.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Finds the end of one HTTP/1.1 answer in the bytes as they arrive.
///
/// It looks at the status, the length and nothing else: the generator shares two cores with what it
/// measures. Understands `Content-Length` and chunked bodies; one answer at a time, no pipelining.
final class ReplyReader {
    private static final int FIRST_SIZE = 8 * 1024;

    /// The largest answer that is taken: a batch of 1,000 outcomes is well below.
    private static final int LARGEST = 16 * 1024 * 1024;

    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final byte[] LENGTH = ascii("content-length:");
    private static final byte[] CHUNKED = ascii("transfer-encoding: chunked");
    private static final byte[] CLOSE = ascii("connection: close");
    private static final int UNKNOWN = -1;

    private byte[] bytes = new byte[FIRST_SIZE];
    private ByteBuffer view = ByteBuffer.wrap(bytes);
    private int end;
    private int scanned;
    private int body = UNKNOWN;
    private int bodyEnd = UNKNOWN;
    private boolean chunked;

    /// Where the next bytes go: at least one fits.
    ByteBuffer room() throws IOException {
        if (end == bytes.length) {
            if (bytes.length >= LARGEST) {
                throw new IOException("an answer of more than " + LARGEST + " bytes");
            }
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
            view = ByteBuffer.wrap(bytes);
        }
        return view.clear().position(end);
    }

    /// Takes note of `count` more bytes and tells whether the answer is complete.
    boolean advance(int count) throws IOException {
        end += count;
        if (body == UNKNOWN && !findBody()) {
            return false;
        }
        if (chunked) {
            return joinChunks();
        }
        return end >= bodyEnd;
    }

    /// The complete answer; its bytes are this reader's until `clear`.
    Reply answer() {
        return new Reply(status(), bytes, body, bodyEnd);
    }

    boolean closes() {
        return Reply.indexOfLower(bytes, 0, body, CLOSE) >= 0;
    }

    void clear() {
        end = 0;
        scanned = 0;
        body = UNKNOWN;
        bodyEnd = UNKNOWN;
        chunked = false;
    }

    private boolean findBody() throws IOException {
        for (int i = Math.max(3, scanned); i < end; i++) {
            if (bytes[i] == '\n'
                    && bytes[i - 1] == '\r'
                    && bytes[i - 2] == '\n'
                    && bytes[i - 3] == '\r') {
                body = i + 1;
                measureBody();
                return true;
            }
        }
        scanned = end;
        return false;
    }

    private void measureBody() throws IOException {
        int length = Reply.indexOfLower(bytes, 0, body, LENGTH);
        if (length >= 0) {
            bodyEnd = body + number(length + LENGTH.length);
        } else if (Reply.indexOfLower(bytes, 0, body, CHUNKED) >= 0) {
            chunked = true;
            scanned = body;
            bodyEnd = body;
        } else if (status() == 204 || status() == 304) {
            bodyEnd = body;
        } else {
            throw new IOException("an answer without a length");
        }
    }

    private int status() {
        return 100 * (bytes[STATUS_AT] - '0')
                + 10 * (bytes[STATUS_AT + 1] - '0')
                + (bytes[STATUS_AT + 2] - '0');
    }

    private int number(int at) {
        int i = at;
        while (bytes[i] == ' ') {
            i++;
        }
        int number = 0;
        for (; bytes[i] >= '0' && bytes[i] <= '9'; i++) {
            number = Math.addExact(Math.multiplyExact(number, 10), bytes[i] - '0');
        }
        return number;
    }

    /// Moves each complete chunk to the end of the body found so far: `scanned` is where the next
    /// chunk begins. Trailers are not expected.
    private boolean joinChunks() throws IOException {
        while (true) {
            int line = Reply.indexOf(bytes, scanned, end, '\n');
            if (line < 0) {
                return false;
            }
            int size = chunkSize(scanned, line);
            int next = line + 1 + size + 2;
            if (next > end) {
                return false;
            }
            System.arraycopy(bytes, line + 1, bytes, bodyEnd, size);
            bodyEnd += size;
            scanned = next;
            if (size == 0) {
                return true;
            }
        }
    }

    private int chunkSize(int from, int line) throws IOException {
        String text = new String(bytes, from, line - from, StandardCharsets.US_ASCII).strip();
        int extension = text.indexOf(';');
        try {
            return Integer.parseInt(extension < 0 ? text : text.substring(0, extension), 16);
        } catch (NumberFormatException e) {
            throw new IOException("a chunk of unreadable size: " + text, e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
