package dev.nostro.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Where the launcher that runs is told what to do by a later command line: a port of this machine
/// only, and a secret that only the same user can read.
///
/// A call is one line, the secret and the words between tabs; the answer is an exit code on a line
/// and text.
final class ControlPort implements AutoCloseable {

    /// No command line is longer; who sends more is nobody of ours.
    private static final int LONGEST_CALL = 4_096;

    private static final Duration CALL_LIMIT = Duration.ofSeconds(5);
    private static final int BACKLOG = 16;
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    /// What becomes of the words of a call.
    interface Listener {
        Answer hear(List<String> words) throws InterruptedException;
    }

    /// How a call ended.
    ///
    /// @param code as of a process: 0 is success
    record Answer(int code, String text) {}

    private final ServerSocket socket;
    private final Path file;
    private final String secret = Access.secret();
    private final Listener listener;

    private ControlPort(ServerSocket socket, Path file, Listener listener) {
        this.socket = socket;
        this.file = file;
        this.listener = listener;
    }

    /// Listens until it is closed, and says in this file where.
    static ControlPort open(Path file, Listener listener) throws IOException {
        var port = new ControlPort(new ServerSocket(0, BACKLOG, LOOPBACK), file, listener);
        PropertyFile.write(
                file,
                Map.of(
                        "port",
                        Integer.toString(port.socket.getLocalPort()),
                        "secret",
                        port.secret));
        Thread.ofVirtual().start(port::accept);
        return port;
    }

    /// Tells the launcher whose file this is what to do; returns when it is done.
    static Answer call(Path file, List<String> words, Duration limit) throws IOException {
        var there = PropertyFile.read(file);
        var line = there.getOrDefault("secret", "") + "\t" + String.join("\t", words) + "\n";
        try (var socket = new Socket(LOOPBACK, Integer.parseInt(there.getOrDefault("port", "")))) {
            socket.setSoTimeout((int) limit.toMillis());
            socket.getOutputStream().write(line.getBytes(UTF_8));
            var said = new String(socket.getInputStream().readAllBytes(), UTF_8);
            var end = said.indexOf('\n');
            return new Answer(Integer.parseInt(said.substring(0, end)), said.substring(end + 1));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException("The launcher gave no answer", e);
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var caller = socket.accept();
                Thread.ofVirtual().start(() -> answer(caller));
            } catch (IOException _) {
                // Closed, or a caller who is gone again.
            }
        }
    }

    private void answer(Socket caller) {
        try (caller) {
            caller.setSoTimeout((int) CALL_LIMIT.toMillis());
            var words = List.of(firstLine(caller).split("\t", -1));
            if (isSecret(words.getFirst())) {
                caller.setSoTimeout(0);
                var answer = listener.hear(words.subList(1, words.size()));
                var said = answer.code() + "\n" + answer.text();
                caller.getOutputStream().write(said.getBytes(UTF_8));
            }
        } catch (IOException | InterruptedException _) {
            // Whoever called is gone.
        }
    }

    private boolean isSecret(String word) {
        return MessageDigest.isEqual(word.getBytes(UTF_8), secret.getBytes(UTF_8));
    }

    private static String firstLine(Socket caller) throws IOException {
        var in = caller.getInputStream();
        var line = new byte[LONGEST_CALL];
        for (int n = 0; n < LONGEST_CALL; n++) {
            var next = in.read();
            if (next < 0 || next == '\n') {
                return new String(line, 0, n, UTF_8);
            }
            line[n] = (byte) next;
        }
        throw new IOException("too long a call");
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        socket.close();
    }
}
