package dev.nostro.bench;

import java.nio.charset.StandardCharsets;

/// One complete HTTP answer, as a view of its connection's bytes: valid while it is judged, not
/// longer.
final class Reply {
    /// The status that stands for a connection that broke before the answer came.
    static final int LOST = 0;

    private final int status;
    private final byte[] bytes;
    private final int body;
    private final int end;

    Reply(int status, byte[] bytes, int body, int end) {
        this.status = status;
        this.bytes = bytes;
        this.body = body;
        this.end = end;
    }

    static Reply lost() {
        return new Reply(LOST, new byte[0], 0, 0);
    }

    int status() {
        return status;
    }

    /// Whether the effect of the request is not known: it has to be asked again with the same key.
    boolean unknown() {
        return status == LOST || status == 500 || status == 504;
    }

    String text() {
        return new String(bytes, body, end - body, StandardCharsets.UTF_8);
    }

    /// Whether a header of this name, in lower case and with its colon, is there.
    boolean hasHeader(byte[] name) {
        return indexOfLower(bytes, 0, body, name) >= 0;
    }

    boolean contains(byte[] wanted) {
        return indexOf(bytes, body, end, wanted) >= 0;
    }

    /// How often `wanted` stands in the body.
    int count(byte[] wanted) {
        int count = 0;
        int at = indexOf(bytes, body, end, wanted);
        while (at >= 0) {
            count++;
            at = indexOf(bytes, at + wanted.length, end, wanted);
        }
        return count;
    }

    static int indexOf(byte[] in, int from, int to, char wanted) {
        for (int i = from; i < to; i++) {
            if (in[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static int indexOf(byte[] in, int from, int to, byte[] wanted) {
        int last = to - wanted.length;
        for (int i = from; i <= last; i++) {
            if (in[i] == wanted[0] && matches(in, i, wanted)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean matches(byte[] in, int at, byte[] wanted) {
        for (int k = 1; k < wanted.length; k++) {
            if (in[at + k] != wanted[k]) {
                return false;
            }
        }
        return true;
    }

    /// Finds text that is written in lower case, whatever the case of `in`, at the start of a line.
    static int indexOfLower(byte[] in, int from, int to, byte[] wanted) {
        int last = to - wanted.length;
        int i = from;
        while (i <= last) {
            int k = 0;
            while (k < wanted.length && lower(in[i + k]) == wanted[k]) {
                k++;
            }
            if (k == wanted.length) {
                return i;
            }
            int line = indexOf(in, i + k, to, '\n');
            if (line < 0) {
                return -1;
            }
            i = line + 1;
        }
        return -1;
    }

    private static int lower(byte b) {
        return b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
    }
}
