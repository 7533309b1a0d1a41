package dev.nostro.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostro.account.Account;
import dev.nostro.account.AccountId;
import dev.nostro.account.AccountKind;
import dev.nostro.account.AccountState;
import dev.nostro.money.Money;
import dev.nostro.region.RegionId;
import dev.nostro.region.Regions;
import dev.nostro.transfer.Answer;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.CommandId;
import dev.nostro.transfer.Outcome;
import dev.nostro.transfer.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The bytes of answers. A first answer is made again from stored values for as long as its
/// transfer is kept (ADR 0007): **whoever changes an expectation here changes history.** Something
/// new in an answer needs a rule by which older rows leave it out.
final class AnswerGoldenTest {

    private static final RegionId EU = new RegionId("eu");
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00.000420Z");
    private static final CommandId ID = CommandId.of(EU, "alice", "invoice-42");
    private static final String BATCH = "/v1/transfers/batch";

    private final Telling telling = new Telling(new Regions(EU));

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
                        "reference":"invoice 42","metadata":{"z":"1","a":"\u20AC \\uD83D\\uDE00 \\"/\\\\"},\
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

    @Test
    void tellsThatAKeyNamesSomethingElse() {
        Outcome.KeyReused reused = new Outcome.KeyReused(List.of("from", "amount"), refused());

        Told told = telling.tell(new Answer(reused, false), "/v1/transfers/x");

        assertThat(told.status()).isEqualTo(422);
        assertThat(told.location()).isNull();
        assertThat(text(told))
                .isEqualTo(
                        """
                        {"type":"https://nostro.dev/problems/key-reused","title":"Key reused",\
                        "status":422,"detail":"The key was used before, for something else.",\
                        "instance":"/v1/transfers/x","reason":"KEY_REUSED","outcome":"none",\
                        "retryable":false,"retryAfterMs":null,"conflicts":["from","amount"],\
                        "transfer":"eu-e0754d4b-17a3-821b-8f1a-f58e80c04811"}\
                        """);
    }

    @Test
    void tellsThatAKeyNamesAnAccount() {
        Outcome.KeyReused reused =
                new Outcome.KeyReused(List.of("endpoint"), opened(null, Map.of()));

        assertThat(text(telling.tell(new Answer(reused, false), "/v1/transfers/x")))
                .endsWith("\"conflicts\":[\"endpoint\"],\"account\":\"eu-195\"}");
    }

    @Test
    void tellsThatNothingIsKnown() {
        Told told = telling.tell(Answer.declined(Reason.OUTCOME_UNKNOWN), "/v1/transfers/x");

        assertThat(text(told))
                .isEqualTo(
                        """
                        {"type":"https://nostro.dev/problems/outcome-unknown",\
                        "title":"Outcome unknown","status":504,\
                        "detail":"It is not known what became of the request.",\
                        "instance":"/v1/transfers/x","reason":"OUTCOME_UNKNOWN",\
                        "outcome":"unknown","retryable":true,"retryAfterMs":null}\
                        """);
        assertThat(text(telling.tell(Answer.declined(Reason.OVERLOADED), "/")))
                .contains("\"outcome\":\"none\",\"retryable\":true,\"retryAfterMs\":1000}");
    }

    @Test
    void tellsAChangedAccount() {
        Account account = opened("Eve", Map.of()).asOpened();
        Account frozen =
                new Account(
                        account.standing().posted(-300, NOON).amended(AccountState.FROZEN, 400),
                        account.profile().amended("Mallory", Map.of("k", "v")));

        Told told = telling.tell(Answer.declined(Reason.NOT_FOUND), "/v1/accounts/eu-195");
        Told amended =
                telling.tell(
                        new Answer(new Outcome.Amended(frozen, NOON.plusSeconds(1)), false), "");

        assertThat(told.status()).isEqualTo(404);
        assertThat(amended.status()).isEqualTo(200);
        assertThat(text(amended))
                .isEqualTo(
                        """
                        {"id":"eu-195","region":"eu","currency":"EUR","name":"Mallory",\
                        "owner":null,"kind":"customer","state":"frozen","balance":"-3.00",\
                        "held":"0.00","available":"1.00","overdraftLimit":"4.00","version":1,\
                        "revision":1,"asOf":"2026-01-31T12:00:01.000420Z",\
                        "createdAt":"2026-01-31T12:00:00.000420Z","metadata":{"k":"v"}}\
                        """);
    }

    @Test
    void tellsAnAtomicBatchAsTheBodiesOfItsTransfers() {
        Answer first = new Answer(posted("EUR", 1, null, Map.of()), false);
        Answer second = new Answer(posted("JPY", 1, null, Map.of()), true);
        Answer all = new Answer(new Outcome.AllPosted(List.of(first, second)), false);

        Told told = telling.tellBatch(all, List.of("a", "b"), BATCH);

        assertThat(told.status()).isEqualTo(200);
        assertThat(text(told))
                .isEqualTo(
                        "{\"outcomes\":[%s,%s]}"
                                .formatted(
                                        text(telling.tell(first, BATCH)),
                                        text(telling.tell(second, BATCH))));
    }

    @Test
    void namesTheCulpritOfAnAtomicBatch() {
        Answer none = new Answer(new Outcome.BatchRefused(1, refused()), false);

        Told told = telling.tellBatch(none, List.of("a", "b"), BATCH);

        assertThat(told.status()).isEqualTo(422);
        assertThat(text(told))
                .isEqualTo(
                        """
                        {"type":"https://nostro.dev/problems/batch-refused",\
                        "title":"Batch refused","status":422,\
                        "detail":"One transfer of the atomic batch is refused, so none is made.",\
                        "instance":"/v1/transfers/batch","reason":"BATCH_REFUSED",\
                        "outcome":"none","retryable":false,"retryAfterMs":null,\
                        "culprit":{"index":1,"idempotencyKey":"b",\
                        "reason":"INSUFFICIENT_FUNDS",\
                        "detail":"The paying account has less available than that."}}\
                        """);
        assertThatThrownBy(() -> telling.tell(none, BATCH))
                .isInstanceOf(IllegalStateException.class);
    }

    private static String text(Told told) {
        return new String(Json.write(told.body()), StandardCharsets.UTF_8);
    }

    private static Command.Transfer transfer(
            String currency, long minor, @Nullable String reference, Map<String, String> labels) {
        return new Command.Transfer(
                ID,
                "alice",
                AccountId.of("eu-195"),
                AccountId.of("eu-292"),
                new Money(minor, Currency.getInstance(currency)),
                reference,
                labels);
    }

    private static Outcome.Posted posted(
            String currency, long minor, @Nullable String reference, Map<String, String> labels) {
        return new Outcome.Posted(
                transfer(currency, minor, reference, labels),
                NOON,
                new Outcome.Payer(12, 17, 87_500, -5),
                3);
    }

    private static Outcome.Refused refused() {
        return new Outcome.Refused(
                transfer("EUR", 1, null, Map.of()), NOON, Reason.INSUFFICIENT_FUNDS);
    }

    private static Outcome.Opened opened(@Nullable String name, Map<String, String> labels) {
        Command.Opening command =
                new Command.Opening(
                        ID,
                        "alice",
                        Currency.getInstance("EUR"),
                        AccountKind.CUSTOMER,
                        500,
                        name,
                        null,
                        labels);
        return new Outcome.Opened(command, NOON, AccountId.of("eu-195"));
    }
}
