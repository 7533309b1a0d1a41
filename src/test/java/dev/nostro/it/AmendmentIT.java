package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `PATCH /v1/accounts/{id}`.
@ExtendWith(SharedRegion.class)
final class AmendmentIT {

    private final Client eu;
    private final Client other;

    AmendmentIT(RunningRegion region) {
        eu = region.client(0);
        other = region.client(1);
    }

    @Test
    void changesWhatIsNamedAndNothingElse() {
        String id = eu.funded("2.00", "EUR");
        ObjectNode before = (ObjectNode) eu.get("/v1/accounts/" + id).json();

        Reply changed =
                change(
                        id,
                        "0",
                        "name",
                        "Bob",
                        "overdraftLimit",
                        "7.00",
                        "metadata",
                        Map.of("k", "v"));

        changed.succeeds(200);
        assertThat(changed.header("ETag")).hasValue("\"1\"");
        ObjectNode expected = before.deepCopy();
        expected.put("name", "Bob").put("overdraftLimit", "7.00").put("available", "9.00");
        expected.put("revision", 1).put("asOf", changed.at("/asOf"));
        expected.set("metadata", Client.body("k", "v"));
        assertThat(changed.json().toString()).isEqualTo(expected.toString());
        Reply read = other.get("/v1/accounts/" + id);
        assertThat(read.json()).isEqualTo(expected.put("asOf", read.at("/asOf")));
        assertThat(change(id, "1", "metadata", Map.of()).at("/name")).isEqualTo("Bob");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "overdraftLimit", "metadata"})
    void wantsTheRevisionForAllButTheState(String field) {
        String id = eu.customer("EUR");
        Object value = field.equals("metadata") ? Map.of("a", "b") : "1.00";
        change(id, null, field, value).refusesNone(428, "PRECONDITION_REQUIRED");
        change(id, null, field, value, "state", "frozen").refusesNone(428, "PRECONDITION_REQUIRED");
        change(id, "1", field, value).refusesNone(412, "REVISION_MISMATCH");
        change(id, "0", field, value).succeeds(200);
        change(id, "0", field, value).refusesNone(412, "REVISION_MISMATCH");
        assertThat(eu.get("/v1/accounts/" + id).at("/revision")).isEqualTo("1");
    }

    @Test
    void freezesABusyAccountWithoutARevision() {
        String id = eu.customer("EUR");
        assertThat(change(id, null, "state", "frozen").succeeds(200).at("/state"))
                .isEqualTo("frozen");
        change(id, "0", "state", "open").refusesNone(412, "REVISION_MISMATCH");
        assertThat(change(id, "1", "state", "open").succeeds(200).at("/revision")).isEqualTo("2");
        assertThat(change(id, null, "state", "open").succeeds(200).at("/revision")).isEqualTo("2");
    }

    @Test
    void aFrozenAccountPaysNothingAndStillReceives() {
        String bank = eu.internal("EUR");
        String id = eu.funded("5.00", "EUR");
        change(id, null, "state", "frozen").succeeds(200);

        eu.transfer(Client.key(), Client.payment(id, bank, "1.00", "EUR"))
                .refusesForGood("FROM_FROZEN");
        eu.pay(bank, id, "1.00", "EUR");
        assertThat(eu.balance(id)).isEqualTo("6.00");
    }

    @Test
    void aClosedAccountNeitherPaysNorReceivesAndStaysClosed() {
        String bank = eu.internal("EUR");
        String id = eu.customer("EUR");
        change(id, "0", "overdraftLimit", "9.00").succeeds(200);
        change(id, null, "state", "closed").succeeds(200);

        eu.transfer(Client.key(), Client.payment(id, bank, "1.00", "EUR"))
                .refusesForGood("FROM_CLOSED");
        eu.transfer(Client.key(), Client.payment(bank, id, "1.00", "EUR"))
                .refusesForGood("TO_CLOSED");
        change(id, null, "state", "open").refusesNone(409, "STATE_FINAL");
        change(id, null, "state", "frozen").refusesNone(409, "STATE_FINAL");
        change(id, "2", "name", "Bob").refusesNone(409, "STATE_FINAL");
        assertThat(eu.get("/v1/accounts/" + id).at("/revision")).isEqualTo("2");
    }

    @Test
    void closesOnlyAnEmptyAccount() {
        String bank = eu.internal("EUR");
        String id = eu.funded("0.01", "EUR");
        change(id, null, "state", "closed").refusesNone(409, "ACCOUNT_NOT_EMPTY");
        change(bank, null, "state", "closed").succeeds(200);
        eu.pay(id, eu.internal("EUR"), "0.01", "EUR");
        assertThat(change(id, null, "state", "closed").succeeds(200).at("/state"))
                .isEqualTo("closed");
    }

    @Test
    @DisplayName("P4: a limit cannot be lowered below what is overdrawn")
    void keepsTheLimitAboveTheOverdraft() {
        String id = eu.customer("EUR");
        change(id, "0", "overdraftLimit", "10.00").succeeds(200);
        eu.pay(id, eu.internal("EUR"), "4.00", "EUR");
        change(id, "1", "overdraftLimit", "3.99").refusesNone(409, "LIMIT_BELOW_BALANCE");
        Reply lowered = change(id, "1", "overdraftLimit", "4.00").succeeds(200);
        assertThat(lowered.at("/available")).isEqualTo("0.00");
    }

    @Test
    @DisplayName("P9: refusals of a change have their order")
    void tellsTheFirstReasonOfSeveral() {
        String id = eu.customer("EUR");
        change(id, "0", "overdraftLimit", "10.00").succeeds(200);
        eu.pay(id, eu.internal("EUR"), "4.00", "EUR");
        change(id, "9", "state", "closed", "overdraftLimit", "1.00")
                .refusesNone(409, "ACCOUNT_NOT_EMPTY");
        change(id, "9", "overdraftLimit", "1.00").refusesNone(409, "LIMIT_BELOW_BALANCE");
        change(id, "9", "overdraftLimit", "5.00").refusesNone(412, "REVISION_MISMATCH");
        change(id, null, "overdraftLimit", "1.00").refusesNone(409, "LIMIT_BELOW_BALANCE");
        change(id, null, "overdraftLimit", "1").refusesNone(400, "MALFORMED");
        change("eu-0", null, "overdraftLimit", "1.00").refusesNone(404, "NOT_FOUND");
    }

    @Test
    void ofManyChangesOfOneRevisionOneIsMade() {
        String id = eu.customer("EUR");
        List<Integer> statuses =
                IntStream.range(0, 16)
                        .parallel()
                        .mapToObj(n ->
                                (n % 2 == 0 ? eu : other)
                                        .patch(
                                                "/v1/accounts/" + id,
                                                Client.body("name", "n" + n),
                                                "If-Match",
                                                "\"0\"")
                                        .status())
                        .toList();
        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412);
        assertThat(eu.get("/v1/accounts/" + id).at("/revision")).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{\"balance\":\"1.00\"}",
                "{\"state\":\"gone\"}",
                "{\"state\":1}",
                "{\"overdraftLimit\":\"-1.00\"}",
                "{\"overdraftLimit\":5}",
                "{\"name\":\"a\\u0007b\"}",
                "{\"name\":\"a\",\"name\":\"b\"}",
                "{\"metadata\":{\"a\":null}}",
                "{\"metadata\":{\"a\":1}}"
            })
    void refusesAChangeThatCannotBeRead(String body) {
        String id = eu.customer("EUR");
        eu.patch("/v1/accounts/" + id, body, "If-Match", "\"0\"").refusesNone(400, "MALFORMED");
        assertThat(eu.get("/v1/accounts/" + id).at("/revision")).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\"\"", "\"-1\"", "\"99999999999999999999\""})
    void refusesARevisionThatIsNone(String ifMatch) {
        String id = eu.customer("EUR");
        eu.patch("/v1/accounts/" + id, Client.body("name", "a"), "If-Match", ifMatch)
                .refusesNone(400, "MALFORMED");
    }

    private Reply change(String id, @Nullable String revision, Object... fields) {
        return revision == null
                ? eu.patch("/v1/accounts/" + id, Client.body(fields))
                : eu.patch(
                        "/v1/accounts/" + id,
                        Client.body(fields),
                        "If-Match",
                        "\"" + revision + "\"");
    }
}
