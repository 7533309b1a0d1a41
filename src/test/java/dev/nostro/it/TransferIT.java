package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Transfers that are posted: what is told of them, and how they are found again.
@ExtendWith(SharedRegion.class)
final class TransferIT {

    private final Client eu;
    private final Client other;
    private final Store store;

    TransferIT(RunningRegion region) {
        eu = region.client(0);
        other = region.client(1);
        store = region.store();
    }

    @Test
    void tellsAPostedTransferExactly() throws Exception {
        String alice = eu.funded("1000.00", "EUR");
        String bob = eu.customer("EUR");
        Reply posted =
                eu.transfer(
                        Client.key(),
                        Client.payment(alice, bob, "125.00", "EUR")
                                .put("reference", "invoice 42 – \"ü\"")
                                .set("metadata", Client.body("k", "v", "a", "")));

        posted.succeeds(201);
        String id = posted.at("/id");
        assertThat(id).matches("eu-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(posted.header("Location")).hasValue("/v1/transfers/" + id);
        assertThat(posted.replayed()).isFalse();
        assertThat(posted.at("/createdAt")).matches("....-..-..T..:..:..\\.[0-9]{6}Z");
        assertThat(posted.body())
                .isEqualTo(
                        """
                        {"id":"%s","status":"posted","from":"%s","to":"%s","amount":"125.00",\
                        "currency":"EUR","reference":"invoice 42 – \\"ü\\"",\
                        "metadata":{"k":"v","a":""},"path":"local",\
                        "fromAccount":{"id":"%s","balance":"875.00","available":"875.00",\
                        "version":2},"createdAt":"%s","postedAt":"%s","settledAt":null,\
                        "reason":null,"reversalOf":null,"reversed":"0.00"}\
                        """
                                .formatted(
                                        id,
                                        alice,
                                        bob,
                                        alice,
                                        posted.at("/createdAt"),
                                        posted.at("/createdAt")));
        assertThat(eu.balance(bob)).isEqualTo("125.00");
        store.assertBooksHold();
    }

    @Test
    void hasNullsWhereNothingWasSaid() {
        Reply posted = eu.pay(eu.internal("JPY"), eu.customer("JPY"), "7", "JPY");
        assertThat(posted.json().get("reference").isNull()).isTrue();
        assertThat(posted.json().get("metadata")).isEmpty();
        assertThat(posted.at("/reversed")).isEqualTo("0");
        assertThat(posted.at("/fromAccount/balance")).isEqualTo("-7");
    }

    @Test
    void takesTheFieldsThatMeanNothingYet() {
        String bank = eu.internal("EUR");
        eu.transfer(
                        Client.key(),
                        Client.payment(bank, eu.customer("EUR"), "1.00", "EUR")
                                .put("hold", false)
                                .put("holdFor", "PT10M")
                                .put("whenUnavailable", "refuse"))
                .succeeds(201);
    }

    @Test
    void movesTheLargestAmount() {
        String bank = eu.internal("EUR");
        String alice = eu.customer("EUR");
        Reply posted = eu.pay(bank, alice, "9999999999999999.99", "EUR");
        assertThat(posted.at("/fromAccount/balance")).isEqualTo("-9999999999999999.99");
        eu.pay(alice, bank, "9999999999999999.99", "EUR");
        assertThat(eu.balance(bank)).isEqualTo("0.00");
    }

    @Test
    void isFoundByItsIdOnEveryNodeAsItWasFirstTold() {
        Reply posted = eu.pay(eu.internal("EUR"), eu.customer("EUR"), "1.00", "EUR");
        for (Client node : List.of(eu, other)) {
            Reply found = node.get("/v1/transfers/" + posted.at("/id")).succeeds(200);
            assertThat(found.body()).isEqualTo(posted.body());
        }
    }

    @Test
    void isFoundByItsKey() {
        String key = Client.key() + "?&=+%/";
        String bank = eu.internal("EUR");
        Reply posted = eu.transfer(key, Client.payment(bank, eu.customer("EUR"), "1.00", "EUR"));
        String query = java.net.URLEncoder.encode(key, java.nio.charset.StandardCharsets.UTF_8);
        for (String region : List.of("", "&region=eu")) {
            Reply found = other.get("/v1/transfers?idempotencyKey=" + query + region).succeeds(200);
            assertThat(found.body())
                    .isEqualTo(
                            "{\"items\":[" + posted.body() + "],\"next\":null,\"unreached\":[]}");
        }
    }

    @Test
    void aKeyThatMadeNoTransferIsFoundToHaveMadeNone() {
        String opening = Client.key();
        eu.open(opening, Client.body("region", "eu", "currency", "EUR")).succeeds(201);
        for (String key : List.of(Client.key(), opening)) {
            Reply found = eu.get("/v1/transfers?idempotencyKey=" + key).succeeds(200);
            assertThat(found.body()).isEqualTo("{\"items\":[],\"next\":null,\"unreached\":[]}");
        }
        eu.get("/v1/transfers?idempotencyKey=k&region=us").refusesNone(404, "NOT_FOUND");
        eu.get("/v1/transfers?idempotencyKey=a%20b").refusesNone(400, "KEY_INVALID");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eu-00000000-0000-8000-8000-000000000000",
                "eu-",
                "eu-1",
                "eu",
                "us-00000000-0000-8000-8000-000000000000",
                "eu-x%20y",
                "%20",
                "eu-%C3%BC",
                "eu-0-0-8-8-0"
            })
    void whatNamesNothingIsNotFound(String id) {
        eu.get("/v1/transfers/" + id).refusesNone(404, "NOT_FOUND");
    }

    @Test
    void anotherSpellingOfAnIdNamesNothing() {
        String id = eu.pay(eu.internal("EUR"), eu.customer("EUR"), "1.00", "EUR").at("/id");
        String upper = "eu-" + id.substring(3).toUpperCase(java.util.Locale.ROOT);
        eu.get("/v1/transfers/" + upper).refusesNone(404, "NOT_FOUND");
        eu.get("/v1/transfers/us-" + id.substring(3)).refusesNone(404, "NOT_FOUND");
        eu.get("/v1/transfers/eu-" + id).refusesNone(404, "NOT_FOUND");
    }

    @Test
    void theOpeningOfAnAccountIsNotATransfer() throws Exception {
        eu.customer("EUR");
        String opening =
                store.texts(
                                "select id from outcome where status = 'opened' order by batch desc"
                                        + " limit 1")
                        .getFirst();
        eu.get("/v1/transfers/eu-" + opening).refusesNone(404, "NOT_FOUND");
    }

    @Test
    void isListedUnderBothAccountsNewestFirst() {
        String alice = eu.funded("10.00", "EUR");
        String bob = eu.customer("EUR");
        List<String> posted = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            posted.add(eu.pay(alice, bob, "1.00", "EUR").at("/id"));
            Reply tooMuch = eu.transfer(Client.key(), Client.payment(alice, bob, "99.00", "EUR"));
            refused.add(tooMuch.refusesForGood("INSUFFICIENT_FUNDS").at("/instance").substring(14));
        }
        List<String> all = new ArrayList<>();
        for (int i = 0; i < posted.size(); i++) {
            all.add(posted.get(i));
            all.add(refused.get(i));
        }
        Collections.reverse(all);
        Collections.reverse(posted);
        Collections.reverse(refused);
        for (int limit : new int[] {1, 5, 12, 1000}) {
            String list = "/v1/transfers?account=" + bob;
            assertThat(ids(list, limit)).isEqualTo(all);
            assertThat(ids(list + "&status=posted", limit)).isEqualTo(posted);
            assertThat(ids(list + "&status=refused", limit)).isEqualTo(refused);
            assertThat(ids("/v1/transfers?account=" + alice, limit))
                    .startsWith(all.toArray(String[]::new))
                    .hasSize(13);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"held", "queued", "captured", "voided", "expired"})
    void noneIsListedUnderAStatusThatNoneCanHaveYet(String status) {
        String alice = eu.funded("10.00", "EUR");
        eu.transfer(Client.key(), Client.payment(alice, eu.internal("EUR"), "11.00", "EUR"));
        assertThat(ids("/v1/transfers?status=" + status, 1000)).isEmpty();
        assertThat(ids("/v1/transfers?account=" + alice + "&status=" + status, 1000)).isEmpty();
    }

    @Test
    void isListedAmongAllNewestFirst() {
        String alice = eu.funded("10.00", "EUR");
        String last = eu.pay(alice, eu.internal("EUR"), "1.00", "EUR").at("/id");
        Reply page = other.get("/v1/transfers?limit=1").succeeds(200);
        assertThat(page.json().fieldNames()).toIterable().containsExactly("items", "next");
        assertThat(page.at("/items/0/id")).isEqualTo(last);
        Reply next = eu.get("/v1/transfers?limit=2&cursor=" + page.at("/next"));
        assertThat(next.succeeds(200).json().get("items")).hasSizeBetween(1, 2);
        assertThat(next.at("/items/0/to")).isEqualTo(alice);
    }

    @Test
    void noneIsListedForAnAccountThatIsNot() {
        for (String id : List.of("eu-0", "eu-x", "us-182", "nobody")) {
            assertThat(ids("/v1/transfers?account=" + id, 10)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status=done",
                "status=opened",
                "limit=0",
                "limit=1001",
                "limit=1e2",
                "cursor=x",
                "cursor=NQ",
                "cursor=MS94LzE",
                "account=",
                "idempotencyKey="
            })
    void refusesAListThatCannotBe(String query) {
        eu.get("/v1/transfers?" + query).refusesNone(400, "MALFORMED");
    }

    @Test
    void holdsAreNotHereYet() {
        String bank = eu.internal("EUR");
        String alice = eu.customer("EUR");
        Reply hold =
                eu.transfer(
                        Client.key(), Client.payment(bank, alice, "1.00", "EUR").put("hold", true));
        hold.refusesNone(400, "MALFORMED");
        assertThat(hold.at("/errors/0/field")).isEqualTo("hold");
        String id = eu.pay(bank, alice, "1.00", "EUR").at("/id");
        for (String endpoint : List.of("capture", "void", "reverse")) {
            eu.post("/v1/transfers/" + id + "/" + endpoint, Map.of(), "Idempotency-Key", "k")
                    .refusesNone(404, "NOT_FOUND");
        }
    }

    private List<String> ids(String list, int limit) {
        List<JsonNode> found = Pages.all(other, list, limit);
        return found.stream().map(transfer -> transfer.get("id").asText()).toList();
    }
}
