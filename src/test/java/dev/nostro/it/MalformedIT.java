package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bodies that cannot be read: named as such, by field, and no money moves (P9).
@ExtendWith(SharedRegion.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MalformedIT {

    private final Client eu;
    private final Store store;

    private final String bank;
    private final String alice;
    private Store.Movement before = Store.NOTHING;

    MalformedIT(RunningRegion region) {
        eu = region.client(0);
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
        assertThat(eu.get("/v1/audit/trial-balance").at("/holds")).isEqualTo("true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"text\"",
                "1",
                "true",
                "{",
                "{}",
                "{}}",
                "{\"from\":\"eu-1\"",
                "{from:\"eu-1\"}",
                "{'from':'eu-1'}",
                "{\"from\":\"eu-1\",}",
                "{\"from\":\"\\x\"}",
                "{\"from\":\"a\nb\"}",
                "// comment\n{}",
                "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
                "\uFEFF{",
                "NaN"
            })
    void whatIsNotTheJsonOfARequest(String body) {
        for (String path : new String[] {"/v1/transfers", "/v1/accounts", "/v1/transfers/batch"}) {
            eu.post(path, body, "Idempotency-Key", Client.key()).refusesNone(400, "MALFORMED");
        }
    }

    /// `F` stands for the fields of a good transfer.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{F,\"colour\":\"red\"}",
                "{F,\"Amount\":\"1.00\"}",
                "{F,\"amount\":\"1.00\"}",
                "{F,\"from\":\"eu-1\"}",
                "{F,\"reference\":\"a\",\"reference\":\"a\"}",
                "{F,\"metadata\":{\"a\":\"1\",\"a\":\"2\"}}",
                "{F,\"metadata\":[]}",
                "{F,\"metadata\":\"a\"}",
                "{F,\"metadata\":{\"a\":{}}}",
                "{F,\"metadata\":{\"a\":1}}",
                "{F,\"metadata\":{\"a\":true}}",
                "{F,\"metadata\":{\"a\":null}}",
                "{F,\"reference\":1}",
                "{F,\"reference\":[\"a\"]}",
                "{F,\"hold\":\"false\"}",
                "{F,\"hold\":0}",
                "{F,\"hold\":true}",
                "{F,\"holdFor\":\"10 minutes\"}",
                "{F,\"holdFor\":\"PT0S\"}",
                "{F,\"holdFor\":600}",
                "{F,\"whenUnavailable\":\"wait\"}",
                "{F,\"path\":\"local\"}",
                "{F,\"idempotencyKey\":\"k\"}",
                "{F} {F}",
                "{F} x"
            })
    void fieldsThatDoNotBelong(String body) {
        String good = Client.payment(bank, alice, "1.00", "EUR").toString();
        String fields = good.substring(1, good.length() - 1);
        transfer(body.replace("F", fields)).refusesNone(400, "MALFORMED");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "from,null",
                "from,1",
                "from,{}",
                "from,true",
                "to,null",
                "to,[]",
                "to,1.5",
                "currency,null",
                "currency,978",
                "currency,`\"\"`",
                "currency,`\"eur\"`",
                "currency,`\"EURO\"`",
                "currency,`\"ABC\"`",
                "currency,`\"XTS\"`",
                "currency,`\"€\"`",
                "amount,null",
                "amount,1",
                "amount,1.00",
                "amount,1e3",
                "amount,`\"1e3\"`",
                "amount,`\"1.005\"`",
                "amount,`\"1\"`",
                "amount,`\"1.0\"`",
                "amount,`\"1.\"`",
                "amount,`\".50\"`",
                "amount,`\"01.00\"`",
                "amount,`\"+1.00\"`",
                "amount,`\"1,00\"`",
                "amount,`\" 1.00\"`",
                "amount,`\"1.00 \"`",
                "amount,`\"\"`",
                "amount,`\"-\"`",
                "amount,`\"--1.00\"`",
                "amount,`\"0x1.00\"`",
                "amount,`\"NaN\"`",
                "amount,`\"1_0.00\"`",
                "amount,`\"١.00\"`",
                "amount,`\"１.00\"`",
                "amount,`\"1.00\\u0000\"`",
                "amount,`\"10000000000000000.00\"`",
                "amount,`\"99999999999999999999999999.00\"`",
                "amount,`\"1.00EUR\"`",
                "amount,true",
                "amount,[]"
            })
    void aFieldThatIsNotWhatItShouldBe(String field, String json) throws Exception {
        ObjectNode payment = Client.payment(bank, alice, "1.00", "EUR");
        payment.set(field, Client.JSON.readTree(json));
        Reply refused = transfer(payment).refusesNone(400, "MALFORMED");
        assertThat(refused.json().get("errors").findValuesAsText("field")).contains(field);
        assertThat(refused.at("/errors/0/message")).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"from", "to", "amount", "currency"})
    void aFieldThatIsMissing(String field) {
        ObjectNode payment = Client.payment(bank, alice, "1.00", "EUR");
        payment.remove(field);
        Reply refused = transfer(payment).refusesNone(400, "MALFORMED");
        assertThat(refused.json().get("errors").findValuesAsText("field")).contains(field);
    }

    @Test
    void everyMistakeIsNamedAtOnce() {
        Reply refused =
                transfer(Client.body("amount", "x", "reference", "a\u0007", "hold", true))
                        .refusesNone(400, "MALFORMED");
        assertThat(refused.json().get("errors").findValuesAsText("field"))
                .containsExactlyInAnyOrder("from", "to", "currency", "amount", "reference", "hold");
    }

    @ParameterizedTest
    @CsvSource({"JPY,1.00", "JPY,1.", "KWD,1.00", "KWD,1", "EUR,1.000"})
    void anAmountWithOtherDigitsThanItsCurrencyHas(String currency, String amount) {
        transfer(Client.payment(bank, alice, amount, currency)).refusesNone(400, "MALFORMED");
    }

    static UnaryOperator<ObjectNode>[] tooMuch() {
        @SuppressWarnings({"unchecked", "rawtypes"})
        UnaryOperator<ObjectNode>[] all =
                new UnaryOperator[] {
                    text("reference", "x".repeat(141)),
                    text("reference", "😀".repeat(141)),
                    text("reference", "a\nb"),
                    text("reference", "a\u0000b"),
                    text("reference", "a\u007fb"),
                    text("reference", "a\u0085b"),
                    text("from", "eu-" + "1".repeat(300)),
                    labels(33, 2, 1),
                    labels(1, 65, 1),
                    labels(1, 1, 513),
                };
        return all;
    }

    private static UnaryOperator<ObjectNode> text(String field, String value) {
        return payment -> payment.put(field, value);
    }

    private static UnaryOperator<ObjectNode> labels(int entries, int name, int value) {
        return payment -> payment.set("metadata", metadata(entries, name, value));
    }

    private static ObjectNode metadata(int entries, int name, int value) {
        ObjectNode metadata = Client.JSON.createObjectNode();
        for (int i = 0; i < entries; i++) {
            String key = String.valueOf(i);
            metadata.put(key + "n".repeat(name - key.length()), "v".repeat(value));
        }
        return metadata;
    }

    @ParameterizedTest
    @MethodSource
    void tooMuch(UnaryOperator<ObjectNode> spoilt) {
        ObjectNode payment = Client.payment(bank, alice, "1.00", "EUR");
        transfer(spoilt.apply(payment)).refusesNone(400, "MALFORMED");
    }

    @Test
    void exactlyAsMuchAsIsAllowedIsAllowed() throws Exception {
        ObjectNode payment =
                Client.payment(bank, alice, "1.00", "EUR").put("reference", "😀".repeat(140));
        Reply posted = transfer(payment.set("metadata", metadata(32, 64, 512))).succeeds(201);
        Reply found = eu.get("/v1/transfers/" + posted.at("/id"));
        assertThat(found.body()).isEqualTo(posted.body());
        assertThat(posted.json().get("metadata")).isEqualTo(payment.get("metadata"));
        before = store.movement();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "region,null",
                "region,1",
                "currency,null",
                "currency,`\"eur\"`",
                "name,1",
                "name,`\"a\\u0000\"`",
                "owner,[]",
                "owner,`\"\\u001f\"`",
                "kind,1",
                "kind,`\"settlement\"`",
                "kind,`\"unclaimed\"`",
                "overdraftLimit,1",
                "overdraftLimit,`\"1\"`",
                "overdraftLimit,`\"-1.00\"`",
                "overdraftLimit,`\"1e3\"`",
                "overdraftLimit,`\"10000000000000000.00\"`",
                "metadata,1",
                "metadata,`{\"a\":1}`",
                "balance,`\"1.00\"`",
                "id,`\"eu-1\"`"
            })
    void anAccountThatCannotBe(String field, String json) throws Exception {
        ObjectNode account = Client.body("region", "eu", "currency", "EUR");
        account.set(field, Client.JSON.readTree(json));
        eu.open(Client.key(), account).refusesNone(400, "MALFORMED");
        account = Client.body("region", "eu", "currency", "EUR");
        eu.open(Client.key(), account.put("name", "x".repeat(141))).refusesNone(400, "MALFORMED");
    }

    @Test
    void aKeyThatIsNone() {
        ObjectNode payment = Client.payment(bank, alice, "1.00", "EUR");
        ObjectNode account = Client.body("region", "eu", "currency", "EUR");
        for (String key : new String[] {"", "a b", "a\tb", "x".repeat(256)}) {
            eu.transfer(key, payment).refusesNone(400, "KEY_INVALID");
            eu.open(key, account).refusesNone(400, "KEY_INVALID");
        }
        eu.post("/v1/transfers", payment, "Idempotency-Key", "a", "Idempotency-Key", "b")
                .refusesNone(400, "KEY_INVALID");
        eu.post("/v1/transfers", payment).refusesNone(400, "KEY_MISSING");
        eu.post("/v1/accounts", account).refusesNone(400, "KEY_MISSING");
    }

    private Reply transfer(Object body) {
        Reply reply = eu.post("/v1/transfers", body, "Idempotency-Key", Client.key());
        assertThat(reply.status() == 201 || reply.at("/instance").equals("/v1/transfers")).isTrue();
        return reply;
    }
}
