package dev.nostro.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ReplyReaderTest {
    private static final String CREATED =
            "HTTP/1.1 201 Created\r\ncontent-type: application/json\r\n"
                    + "Content-Length: 13\r\nIdempotency-Replayed: true\r\n\r\n{\"id\":\"eu-1\"}";

    @Test
    void readsAnAnswerWhateverTheCutsBetweenItsBytes() throws IOException {
        for (int step = 1; step <= CREATED.length(); step++) {
            var reader = new ReplyReader();
            assertThat(feed(reader, CREATED, step)).as("step %d", step).isTrue();
            assertThat(reader.answer().status()).isEqualTo(201);
            assertThat(reader.answer().text()).isEqualTo("{\"id\":\"eu-1\"}");
        }
    }

    @Test
    void joinsChunksWhateverTheCutsBetweenTheirBytes() throws IOException {
        String chunked =
                String.join(
                        "\r\n",
                        "HTTP/1.1 200 OK",
                        "Transfer-Encoding: chunked",
                        "",
                        "5",
                        "hello",
                        "B;x=y",
                        ", new world",
                        "0",
                        "",
                        "");
        for (int step = 1; step <= chunked.length(); step++) {
            var reader = new ReplyReader();
            assertThat(feed(reader, chunked, step)).as("step %d", step).isTrue();
            assertThat(reader.answer().text()).isEqualTo("hello, new world");
        }
    }

    @Test
    void isNotCompleteBeforeTheLastByte() throws IOException {
        var reader = new ReplyReader();

        assertThat(feed(reader, CREATED.substring(0, CREATED.length() - 1), 7)).isFalse();
    }

    @Test
    void takesAnswersLargerThanItsFirstBuffer() throws IOException {
        String body = "x".repeat(300_000);
        var reader = new ReplyReader();

        feed(reader, "HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n" + body, 4096);

        assertThat(reader.answer().text()).isEqualTo(body);
    }

    @Test
    void readsOneAnswerAfterTheOther() throws IOException {
        var reader = new ReplyReader();
        feed(reader, CREATED, 100);
        reader.clear();

        feed(reader, "HTTP/1.1 204 No Content\r\n\r\n", 3);

        assertThat(reader.answer().status()).isEqualTo(204);
        assertThat(reader.answer().text()).isEmpty();
    }

    @Test
    void findsHeadersWhateverTheirCase() throws IOException {
        var reader = new ReplyReader();
        feed(reader, CREATED, 100);

        assertThat(reader.answer().hasHeader(bytes("idempotency-replayed: true"))).isTrue();
        assertThat(reader.answer().hasHeader(bytes("replayed: true"))).isFalse();
        assertThat(reader.closes()).isFalse();
    }

    @Test
    void noticesThatTheServiceCloses() throws IOException {
        var reader = new ReplyReader();
        feed(reader, "HTTP/1.1 503 X\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", 100);

        assertThat(reader.closes()).isTrue();
    }

    @Test
    void countsWhatStandsInTheBody() throws IOException {
        var reader = new ReplyReader();
        feed(reader, "HTTP/1.1 200 posted\r\nContent-Length: 21\r\n\r\nposted,postposted,post", 9);

        assertThat(reader.answer().count(bytes("posted"))).isEqualTo(2);
    }

    @Test
    void refusesAnAnswerWithoutALength() {
        var reader = new ReplyReader();

        assertThatThrownBy(() -> feed(reader, "HTTP/1.1 200 OK\r\n\r\n", 100))
                .isInstanceOf(IOException.class);
    }

    private static boolean feed(ReplyReader reader, String text, int step) throws IOException {
        byte[] bytes = bytes(text);
        boolean complete = false;
        int at = 0;
        while (at < bytes.length) {
            var room = reader.room();
            int count = Math.min(Math.min(step, bytes.length - at), room.remaining());
            room.put(bytes, at, count);
            complete = reader.advance(count);
            at += count;
        }
        return complete;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
