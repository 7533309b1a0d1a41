package dev.nostro.it;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/// One session over a [PostgresLink]: reads as much of PostgreSQL's protocol, version 3, as it
/// takes to see a writer commit.
final class PostgresConversation {

    private static final int PROTOCOL_3 = 196_608;
    private static final int LATE_MILLIS = 700;
    private static final int BUFFER = 8_192;

    private final PostgresLink link;
    private final Socket client;
    private final Socket server;
    private final Set<String> commits = new HashSet<>();
    private final Set<String> rollbacks = new HashSet<>();
    private final Set<String> writers = new HashSet<>();
    private boolean writing;
    private volatile boolean swallowing;

    PostgresConversation(PostgresLink link, Socket client, Socket server) {
        this.link = link;
        this.client = client;
        this.server = server;
    }

    void begin() throws IOException {
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        Thread.ofVirtual().start(() -> run(this::requests));
        Thread.ofVirtual().start(() -> run(this::replies));
    }

    /// Ends it for both sides.
    void cut() {
        close(client);
        close(server);
        link.forget(this);
    }

    private interface Direction {
        void copy() throws IOException, InterruptedException;
    }

    private void run(Direction direction) {
        try {
            direction.copy();
        } catch (IOException | InterruptedException _) {
            // One side is gone; so is the other now.
        }
        cut();
    }

    /// From the server to the client, byte by byte, or to nowhere.
    private void replies() throws IOException {
        InputStream from = server.getInputStream();
        OutputStream to = client.getOutputStream();
        byte[] buffer = new byte[BUFFER];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            if (swallowing) {
                link.breaking(this);
                cut();
                link.hasBroken();
                return;
            }
            to.write(buffer, 0, read);
        }
    }

    /// From the client to the server, message by message.
    private void requests() throws IOException, InterruptedException {
        var from = new DataInputStream(new BufferedInputStream(client.getInputStream(), BUFFER));
        var to = new DataOutputStream(new BufferedOutputStream(server.getOutputStream(), BUFFER));
        begin(from, to);
        while (true) {
            int type = from.readUnsignedByte();
            byte[] body = from.readNBytes(from.readInt() - Integer.BYTES);
            if (commits(type, body) && breaks(type, body, from, to)) {
                return;
            }
            write(to, type, body);
            if (from.available() == 0) {
                to.flush();
            }
        }
    }

    /// Messages without a type, up to the one that opens the session.
    private static void begin(DataInputStream from, DataOutputStream to) throws IOException {
        for (int code = 0; code != PROTOCOL_3; ) {
            int length = from.readInt();
            code = from.readInt();
            to.writeInt(length);
            to.writeInt(code);
            to.write(from.readNBytes(length - 2 * Integer.BYTES));
            to.flush();
        }
    }

    /// Whether this message carries out a writer's COMMIT.
    private boolean commits(int type, byte[] body) {
        if (type == 'P') {
            String statement = text(body, 0);
            note(statement, text(body, statement.length() + 1));
        }
        if (type != 'B') {
            return false;
        }
        String portal = text(body, 0);
        String statement = text(body, portal.length() + 1);
        writing |= writers.contains(statement);
        boolean ends = commits.contains(statement) || rollbacks.contains(statement);
        boolean committed = writing && commits.contains(statement);
        writing &= !ends;
        return committed;
    }

    private void note(String statement, String sql) {
        commits.remove(statement);
        rollbacks.remove(statement);
        writers.remove(statement);
        if (sql.equals("COMMIT")) {
            commits.add(statement);
        } else if (sql.equals("ROLLBACK")) {
            rollbacks.add(statement);
        } else if (sql.contains("for no key update")) {
            writers.add(statement);
        }
    }

    /// Gives whether this is the end of the session's requests.
    private boolean breaks(int type, byte[] body, DataInputStream from, DataOutputStream to)
            throws IOException, InterruptedException {
        var where = link.atCommit();
        if (where == null) {
            return false;
        }
        switch (where) {
            case BEFORE_THE_REPLY -> {
                swallowing = true;
                return false;
            }
            case BEFORE_THE_COMMIT -> {
                link.breaking(this);
                cut();
                link.hasBroken();
            }
            case BEFORE_A_LATE_COMMIT -> commitLate(type, body, from, to);
        }
        return true;
    }

    private void commitLate(int type, byte[] body, DataInputStream from, DataOutputStream to)
            throws IOException, InterruptedException {
        var held = new ByteArrayOutputStream();
        var messages = new DataOutputStream(held);
        write(messages, type, body);
        int next;
        do {
            next = from.readUnsignedByte();
            write(messages, next, from.readNBytes(from.readInt() - Integer.BYTES));
        } while (next != 'S');
        swallowing = true;
        link.breaking(this);
        client.close();
        Thread.sleep(LATE_MILLIS);
        held.writeTo(to);
        to.flush();
        // The replies' side sees the reply, and cuts.
        Thread.sleep(LATE_MILLIS);
    }

    private static void write(DataOutputStream to, int type, byte[] body) throws IOException {
        to.writeByte(type);
        to.writeInt(body.length + Integer.BYTES);
        to.write(body);
    }

    /// The text at this place that a zero ends.
    private static String text(byte[] body, int at) {
        int end = at;
        while (body[end] != 0) {
            end++;
        }
        return new String(body, at, end - at, StandardCharsets.UTF_8);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It is closed.
        }
    }
}
