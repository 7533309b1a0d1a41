package dev.nostro.api;

import static dev.nostro.api.Samples.NOON;
import static dev.nostro.api.Samples.opened;
import static dev.nostro.api.Samples.posted;
import static dev.nostro.api.Samples.refused;
import static dev.nostro.api.Samples.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostro.account.Account;
import dev.nostro.account.AccountState;
import dev.nostro.region.Regions;
import dev.nostro.transfer.Answer;
import dev.nostro.transfer.Outcome;
import dev.nostro.transfer.Reason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is told beside first answers: conflicts, changes, batches, and that nothing is known.
final class TellingTest {

    private static final String BATCH = "/v1/transfers/batch";

    private final Telling telling = new Telling(new Regions(Samples.EU));

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
}
