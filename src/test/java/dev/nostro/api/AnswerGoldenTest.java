package dev.nostro.api;

import static dev.nostro.api.Samples.opened;
import static dev.nostro.api.Samples.posted;
import static dev.nostro.api.Samples.queued;
import static dev.nostro.api.Samples.refused;
import static dev.nostro.api.Samples.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nostro.region.Regions;
import dev.nostro.transfer.Answer;
import dev.nostro.transfer.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The bytes of answers. A first answer is made again from stored values for as long as its
/// transfer is kept (ADR 0007): **whoever changes an expectation here changes history.** Something
/// new in an answer needs a rule by which older rows leave it out.
final class AnswerGoldenTest {

    private final Telling telling = new Telling(new Regions(Samples.EU));

    @Test
    void tellsAPostedTransfer() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("z", "1");
        labels.put("a", "\u20AC \uD83D\uDE00 \"/\\");
        Outcome posted = posted("EUR", 12_500, "invoice 42", labels);

        Told told = telling.tell(new Answer(posted, false), "ignored");

        assertThat(told.status()).isEqualTo(201);
        assertThat(told.location())
                .isEqualTo("/v1/transfers/eu-e0754d4b-17a3-821b-8f1a-f58e80c04811");
        assertThat(told.replayed()).isFalse();
        assertThat(text(told))
                .isEqualTo(
                        """
                        {"id":"eu-e0754d4b-17a3-821b-8f1a-f58e80c04811","status":"posted",\
                        "from":"eu-195","to":"eu-292","amount":"125.00","currency":"EUR",\
                        "reference":"invoice 42",\
                        "metadata":{"z":"1","a":"\u20AC \\uD83D\\uDE00 \\"/\\\\"},\
                        "path":"local","fromAccount":{"id":"eu-195","balance":"875.00",\
                        "available":"-0.05","version":17},\
                        "createdAt":"2026-01-31T12:00:00.000420Z",\
                        "postedAt":"2026-01-31T12:00:00.000420Z",\
                        "settledAt":null,"reason":null,"reversalOf":null,"reversed":"0.00"}\
                        """);
    }

    @Test
    void tellsAPostedTransferWithoutWords() {
        Told told = telling.tell(new Answer(posted("JPY", 7, null, Map.of()), false), "ignored");

        assertThat(text(told))
                .isEqualTo(
                        """
                        {"id":"eu-e0754d4b-17a3-821b-8f1a-f58e80c04811","status":"posted",\
                        "from":"eu-195","to":"eu-292","amount":"7","currency":"JPY",\
                        "reference":null,"metadata":{},\
                        "path":"local","fromAccount":{"id":"eu-195","balance":"87500",\
                        "available":"-5","version":17},\
                        "createdAt":"2026-01-31T12:00:00.000420Z",\
                        "postedAt":"2026-01-31T12:00:00.000420Z",\
                        "settledAt":null,"reason":null,"reversalOf":null,"reversed":"0"}\
                        """);
    }

    @Test
    void tellsATransferThatWaitsWhateverBecomesOfIt() {
        List<Outcome.Ending> ends = new ArrayList<>(Samples.endings());
        ends.add(null);
        for (Outcome.Ending end : ends) {
            Told told = telling.tell(new Answer(queued(end), end != null), "ignored");

            assertThat(told.status()).isEqualTo(202);
            assertThat(told.location())
                    .isEqualTo("/v1/transfers/eu-e0754d4b-17a3-821b-8f1a-f58e80c04811");
            assertThat(text(told))
                    .isEqualTo(
                            """
                            {"id":"eu-e0754d4b-17a3-821b-8f1a-f58e80c04811","status":"queued",\
                            "from":"eu-195","to":"eu-292","amount":"125.00","currency":"EUR",\
                            "reference":null,"metadata":{},\
                            "path":"crossing","fromAccount":{"id":"eu-195","balance":"1000.00",\
                            "available":"875.00","version":17},\
                            "createdAt":"2026-01-31T12:00:00.000420Z",\
                            "postedAt":null,\
                            "settledAt":null,"reason":null,"reversalOf":null,"reversed":"0.00"}\
                            """);
        }
    }

    @Test
    void tellsARefusal() {
        Told told = telling.tell(new Answer(refused(), false), "ignored");

        assertThat(told.status()).isEqualTo(422);
        assertThat(told.location())
                .isEqualTo("/v1/transfers/eu-e0754d4b-17a3-821b-8f1a-f58e80c04811");
        assertThat(text(told))
                .isEqualTo(
                        """
                        {"type":"https://nostro.dev/problems/insufficient-funds",\
                        "title":"Insufficient funds","status":422,\
                        "detail":"The paying account has less available than that.",\
                        "instance":"/v1/transfers/eu-e0754d4b-17a3-821b-8f1a-f58e80c04811",\
                        "reason":"INSUFFICIENT_FUNDS","outcome":"refused","retryable":false,\
                        "retryAfterMs":null}\
                        """);
    }

    @Test
    void tellsAnAccountThatWasOpened() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("branch", "7");
        labels.put("adviser", "Bob");

        Told told = telling.tell(new Answer(opened("Alice", labels), false), "ignored");

        assertThat(told.status()).isEqualTo(201);
        assertThat(told.location()).isEqualTo("/v1/accounts/eu-195");
        assertThat(text(told))
                .isEqualTo(
                        """
                        {"id":"eu-195","region":"eu","currency":"EUR","name":"Alice","owner":null,\
                        "kind":"customer","state":"open","balance":"0.00","held":"0.00",\
                        "available":"5.00","overdraftLimit":"5.00","version":0,"revision":0,\
                        "asOf":"2026-01-31T12:00:00.000420Z",\
                        "createdAt":"2026-01-31T12:00:00.000420Z",\
                        "metadata":{"branch":"7","adviser":"Bob"}}\
                        """);
    }

    @Test
    void tellsAFirstAnswerAgainInTheSameBytes() {
        for (Outcome outcome :
                List.of(posted("EUR", 1, null, Map.of()), refused(), opened(null, Map.of()))) {
            Told first = telling.tell(new Answer(outcome, false), "/v1/one");
            Told again = telling.tell(new Answer(outcome, true), "/v1/another");

            assertThat(again.replayed()).isTrue();
            assertThat(again.status()).isEqualTo(first.status());
            assertThat(again.location()).isEqualTo(first.location());
            assertThat(Json.write(again.body())).isEqualTo(Json.write(first.body()));
        }
    }
}
