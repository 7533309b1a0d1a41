package dev.nostro.bench;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Pieces of requests as bytes, formatted once.
final class RequestBytes {
    private static final int KEY_DIGITS = 12;

    private RequestBytes() {}

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// The head of a POST up to the value of its `Content-Length`; an idempotency key may follow in
    /// between.
    static byte[] post(URI url, String path) {
        return ascii(
                "POST "
                        + path
                        + " HTTP/1.1\r\nHost: "
                        + url.getAuthority()
                        + "\r\nContent-Type: application/json\r\n");
    }

    static byte[] get(URI url, String path) {
        return ascii("GET " + path + " HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\n\r\n");
    }

    /// Writes a number in decimal digits.
    static void number(long number, ByteBuffer out) {
        if (number >= 10) {
            number(number / 10, out);
        }
        out.put((byte) ('0' + number % 10));
    }

    /// Writes a number with leading zeros: all keys of a run are equally long.
    static void padded(long number, ByteBuffer out) {
        int at = out.position();
        long rest = number;
        for (int i = KEY_DIGITS - 1; i >= 0; i--) {
            out.put(at + i, (byte) ('0' + rest % 10));
            rest /= 10;
        }
        out.position(at + KEY_DIGITS);
    }

    static int paddedLength() {
        return KEY_DIGITS;
    }
}
