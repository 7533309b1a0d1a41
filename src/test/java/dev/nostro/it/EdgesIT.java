package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What never reaches a resource, or only just: paths, methods, media types, lengths. Everything
/// that HTTP itself can carry is answered with a problem (P9), and no money moves.
@ExtendWith(SharedRegion.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EdgesIT {

    private static final int MEBIBYTE = 1 << 20;

    private final Client eu;
    private final RawHttp raw;
    private final Store store;

    private final String bank;
    private final String alice;
    private Store.Movement before = Store.NOTHING;

    EdgesIT(RunningRegion region) {
        eu = region.client(0);
        raw = new RawHttp(eu.node());
        store = region.store();
        bank = eu.internal("EUR");
        alice = eu.customer("EUR");
    }

    @BeforeEach
    void lookAtTheBooks() throws Exception {
        before = store.movement();
    }

    @AfterEach
    void nothingMoved() throws Exception {
        assertThat(store.movement()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1",
                "/v1/",
                "/v2/accounts",
                "/v1/account",
                "/v1/accounts/eu-182/holds",
                "/v1/accounts/eu-182/statement/2026",
                "/v1/transfers/eu-1/capture",
                "/v1/transfers/batch/1",
                "/v1/events",
                "/v1/webhooks",
                "/v1/audit",
                "/v1/audit/chain",
                "/V1/accounts",
                "/index.html",
                "/v1/..%2f/q/metrics"
            })
    void aPathThatLeadsNowhere(String path) throws Exception {
        for (Reply reply : List.of(raw.get(path), raw.get(path, "Accept: text/html"))) {
            reply.refusesNone(404, "NOT_FOUND");
            assertThat(reply.at("/instance")).isEqualTo(path);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eu-",
                "eu-0",
                "eu-x%20y",
                "eu-%C3%BC",
                "eu-%F0%9F%92%B0",
                "eu-%FF%FE",
                "eu-%00",
                "eu-%0D%0AX-Y:%20z",
                "eu-%EF%BC%91%EF%BC%98%EF%BC%92",
                "eu-+1",
                "eu-%2B1",
                "eu--1",
                "eu-182%2Fbalance",
                "..%2f..%2fq%2fmetrics",
                "eu-1e3",
                "zz-1",
                "nodash",
                "-",
                "%20",
                "%25",
                "null",
                "LONG"
            })
    @DisplayName("an id that names nothing is not found, whatever its form")
    void anAccountThatIsNot(String form) throws Exception {
        String id = form.equals("LONG") ? "eu-" + "9".repeat(197) : form;
        Reply reply = raw.get("/v1/accounts/" + id).refusesNone(404, "NOT_FOUND");
        assertThat(URI.create(reply.at("/instance")).getRawPath()).isEqualTo("/v1/accounts/" + id);
        eu.patch("/v1/accounts/" + id, Client.body("state", "frozen"))
                .refusesNone(404, "NOT_FOUND");
    }

    @Test
    void leadingZerosAndOtherDigitsAreNotTheSameAccount() throws Exception {
        String number = alice.substring(3);
        raw.get("/v1/accounts/eu-0" + number).refusesNone(404, "NOT_FOUND");
        raw.get("/v1/accounts/" + alice + "%20").refusesNone(404, "NOT_FOUND");
        raw.get("/v1/accounts/" + alice + "%00").refusesNone(404, "NOT_FOUND");
        assertThat(raw.get("/v1/accounts/eu%2D" + number).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/accounts/eu-%zz",
                "/v1/accounts/eu-%",
                "/v1/accounts/eu-1%2",
                "/v1/accounts/eu-1%/balance",
                "/v1/transfers/%g0",
                "/v1/transfers?account=%zz",
                "/v1/accounts?owner=%",
                "/v1/accounts/eu-{x}",
                "/v1/accounts/eu-\"x\"",
                "/v1/accounts/eu-<x>",
                "/v1/accounts/eu-|",
                "/v1/accounts/eu-\\",
                "/v1/accounts/eu-^`",
                "/v1/accounts/eu-[1]",
                "http://x:y:z/v1/accounts?%",
                "/v1/accounts?owner=a|b",
                "/v1/accounts?owner=",
                "/v1/accounts?limit=&owner=x",
                "/v1/accounts?limit"
            })
    void aTargetThatIsNone(String target) throws Exception {
        Reply reply = raw.get(target).refusesNone(400, "MALFORMED");
        assertThat(reply.at("/errors/0/message")).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE,/v1/accounts/eu-182",
        "PUT,/v1/accounts/eu-182",
        "POST,/v1/accounts/eu-182",
        "PATCH,/v1/accounts",
        "DELETE,/v1/transfers",
        "PUT,/v1/transfers",
        "PATCH,/v1/transfers/eu-1",
        "PUT,/v1/transfers/batch",
        "POST,/v1/regions",
        "DELETE,/v1/audit/trial-balance",
        "POST,/v1/accounts/eu-182/statement",
        "TRACE,/v1/accounts",
        "BREW,/v1/accounts"
    })
    void aMethodThatAResourceDoesNotTake(String method, String path) throws Exception {
        raw.request(method, path, List.of()).refusesNone(405, "METHOD_NOT_ALLOWED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/xml", "text/html", "image/*", "garbage", ";;,/"})
    void anAnswerThatCannotBeGiven(String accept) throws Exception {
        String header = "Accept: " + accept;
        raw.get("/v1/accounts/" + alice, header).refusesNone(406, "NOT_ACCEPTABLE");
        raw.get("/v1/transfers", header).refusesNone(406, "NOT_ACCEPTABLE");
        byte[] payment = payment();
        raw.post("/v1/transfers", payment, header, "Idempotency-Key: " + Client.key())
                .refusesNone(406, "NOT_ACCEPTABLE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "garbage", "multipart/form-data"})
    void aBodyOfAnotherMediaType(String type) {
        for (String path : List.of("/v1/transfers", "/v1/accounts", "/v1/transfers/batch")) {
            eu.send(
                            eu.request(path, "Content-Type", type, "Idempotency-Key", Client.key())
                                    .POST(BodyPublishers.ofByteArray(payment())))
                    .refusesNone(415, "UNSUPPORTED_MEDIA_TYPE");
        }
    }

    @Test
    void aBodyThatIsTooLarge() throws Exception {
        String key = "Idempotency-Key: " + Client.key();
        for (String path : List.of("/v1/transfers", "/v1/accounts", "/v1/transfers/batch")) {
            for (int size : new int[] {MEBIBYTE + 1, 10 * MEBIBYTE}) {
                byte[] body = padded(size);
                raw.post(path, body, key).refusesNone(413, "TOO_LARGE");
                raw.postChunked(path, body, key).refusesNone(413, "TOO_LARGE");
            }
        }
    }

    @Test
    void aBodyThatIsJustNotTooLarge() throws Exception {
        Reply one = raw.post("/v1/transfers", padded(MEBIBYTE), "Idempotency-Key: " + Client.key());
        Reply two =
                raw.postChunked(
                        "/v1/transfers", padded(MEBIBYTE), "Idempotency-Key: " + Client.key());
        assertThat(one.status()).as(one.toString()).isEqualTo(201);
        assertThat(two.status()).as(two.toString()).isEqualTo(201);
        before = store.movement();
    }

    @Test
    void aBodyOverHttp2WhoseLengthIsNotSaid() throws Exception {
        try (HttpClient http = HttpClient.newBuilder().version(Version.HTTP_2).build()) {
            HttpRequest read = eu.request("/v1/accounts/" + alice).GET().build();
            http.send(read, BodyHandlers.discarding());
            assertThat(http.send(read, BodyHandlers.discarding()).version())
                    .isEqualTo(Version.HTTP_2);
            Reply paid = Reply.of(http.send(unsaid(payment()), BodyHandlers.ofByteArray()));
            assertThat(paid.status()).as(paid.toString()).isEqualTo(201);
            before = store.movement();
            byte[] tooMuch = padded(MEBIBYTE + 1);
            Reply.of(http.send(unsaid(tooMuch), BodyHandlers.ofByteArray()))
                    .refusesNone(413, "TOO_LARGE");
        }
    }

    private HttpRequest unsaid(byte[] body) {
        return eu.request("/v1/transfers", "Idempotency-Key", Client.key())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build();
    }

    @Test
    void aHeadThatIsTooLong() throws Exception {
        raw.get("/v1/accounts?owner=" + "a".repeat(9_000)).refusesNone(414, "TOO_LONG");
        raw.get("/v1/accounts/eu-" + "1".repeat(60_000)).refusesNone(414, "TOO_LONG");
        raw.get("/v1/accounts", "X-Long: " + "a".repeat(20_000)).refusesNone(431, "TOO_LONG");
        raw.post("/v1/transfers", payment(), "Idempotency-Key: " + "a".repeat(20_000))
                .refusesNone(431, "TOO_LONG");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00e9", "a\u00ff", "a b", "a\tb", "\u00c3\u00a9", ""})
    void aKeyThatIsNotVisibleAscii(String key) throws Exception {
        raw.post("/v1/transfers", payment(), "Idempotency-Key: " + key)
                .refusesNone(400, "KEY_INVALID");
    }

    /// Control characters in a header are no HTTP: the server hangs up before anything of ours is
    /// reached, and says no more than 400.
    @ParameterizedTest
    @ValueSource(strings = {"a\u0001b", "a\u0000b", "\u007f"})
    void aKeyThatNoHeaderCanCarry(String key) throws Exception {
        Reply reply = raw.post("/v1/transfers", payment(), "Idempotency-Key: " + key);
        assertThat(reply.status()).isEqualTo(400);
    }

    @Test
    void theHeadAloneCanBeAsked() throws Exception {
        assertThat(raw.request("HEAD", "/v1/accounts/" + alice, List.of()).status()).isEqualTo(200);
        assertThat(raw.request("HEAD", "/v1/accounts/eu-0", List.of()).status()).isEqualTo(404);
    }

    private byte[] payment() {
        return Client.payment(bank, alice, "1.00", "EUR")
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /// A good transfer with blanks behind it, of this many bytes.
    private byte[] padded(int size) {
        byte[] body = new byte[size];
        Arrays.fill(body, (byte) ' ');
        byte[] payment = payment();
        System.arraycopy(payment, 0, body, 0, payment.length);
        return body;
    }
}
