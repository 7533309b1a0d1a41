package dev.nostro.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Sends what no well-behaved client sends: request lines, headers and bodies as they are written.
record RawHttp(URI node) {

    private static final int PATIENCE_MILLIS = 30_000;
    private static final int CHUNK = 60_000;

    /// A request without a body.
    Reply get(String target, String... headerLines) throws IOException {
        return request("GET", target, List.of(headerLines));
    }

    Reply request(String method, String target, List<String> headerLines) throws IOException {
        return exchange(head(method, target, headerLines));
    }

    /// A JSON body with its length in the head.
    Reply post(String target, byte[] body, String... headerLines) throws IOException {
        List<String> head = json(headerLines);
        head.add("Content-Length: " + body.length);
        return exchange(head("POST", target, head), body);
    }

    /// A JSON body in chunks, its length not said.
    Reply postChunked(String target, byte[] body, String... headerLines) throws IOException {
        List<String> head = json(headerLines);
        head.add("Transfer-Encoding: chunked");
        ByteArrayOutputStream chunks = new ByteArrayOutputStream(body.length + CHUNK);
        for (int at = 0; at < body.length; at += CHUNK) {
            int length = Math.min(CHUNK, body.length - at);
            chunks.writeBytes(latin(Integer.toHexString(length) + "\r\n"));
            chunks.write(body, at, length);
            chunks.writeBytes(latin("\r\n"));
        }
        chunks.writeBytes(latin("0\r\n\r\n"));
        return exchange(head("POST", target, head), chunks.toByteArray());
    }

    private static List<String> json(String... headerLines) {
        List<String> lines = new ArrayList<>(List.of(headerLines));
        lines.add("Content-Type: application/json");
        return lines;
    }

    private static byte[] head(String method, String target, List<String> headerLines) {
        StringBuilder head =
                new StringBuilder(method)
                        .append(' ')
                        .append(target)
                        .append(" HTTP/1.1\r\nHost: nostro\r\nConnection: close\r\n");
        headerLines.forEach(line -> head.append(line).append("\r\n"));
        return latin(head.append("\r\n").toString());
    }

    /// Characters above 255 are not meant to be sent.
    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private Reply exchange(byte[]... parts) throws IOException {
        try (Socket socket = new Socket(node.getHost(), node.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            try {
                OutputStream out = socket.getOutputStream();
                for (byte[] part : parts) {
                    out.write(part);
                }
            } catch (SocketException _) {
                // The node has answered and hung up before the end: what it said counts.
            }
            return parse(socket.getInputStream().readAllBytes());
        }
    }

    private static Reply parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new AssertionError("not an HTTP response: " + text);
        }
        List<String> lines = text.substring(0, end).lines().toList();
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon), _ -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return new Reply(
                Integer.parseInt(lines.getFirst().split(" ", -1)[1]),
                HttpHeaders.of(headers, (_, _) -> true),
                text.substring(end + 4));
    }
}
