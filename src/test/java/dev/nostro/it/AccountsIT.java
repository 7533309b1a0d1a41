package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `GET /v1/accounts` and `GET /v1/accounts/{id}`.
@ExtendWith(SharedRegion.class)
final class AccountsIT {

    private final Client eu;
    private final Client other;

    AccountsIT(RunningRegion region) {
        eu = region.client(0);
        other = region.client(1);
    }

    @Test
    void tellsAnAccountAsItIsNowOnEveryNode() {
        String id = eu.funded("12.34", "EUR");
        for (Client node : List.of(eu, other)) {
            Reply account = node.get("/v1/accounts/" + id).succeeds(200);
            assertThat(account.json().fieldNames())
                    .toIterable()
                    .containsExactlyElementsOf(OpeningIT.ACCOUNT);
            assertThat(account.header("ETag")).hasValue("\"0\"");
            assertThat(account.at("/balance")).isEqualTo("12.34");
            assertThat(account.at("/available")).isEqualTo("12.34");
            assertThat(account.at("/version")).isEqualTo("1");
            assertThat(account.at("/asOf")).isGreaterThan(account.at("/createdAt"));
        }
    }

    @Test
    void asOfNeverRunsBack() {
        String path = "/v1/accounts/" + eu.customer("EUR");
        String before = eu.get(path).at("/asOf");
        for (int i = 0; i < 10; i++) {
            String now = (i % 2 == 0 ? other : eu).get(path).at("/asOf");
            assertThat(now).isGreaterThan(before);
            before = now;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "consistency=strong",
                "consistency=local",
                "consistency=session&minVersion=1",
                "minVersion=0"
            })
    void readsWithEveryConsistency(String query) {
        String id = eu.funded("1.00", "EUR");
        Reply account = other.get("/v1/accounts/" + id + "?" + query).succeeds(200);
        assertThat(account.at("/balance")).isEqualTo("1.00");
    }

    @Test
    void readsWithTheEffectOfATransfer() {
        String alice = eu.customer("EUR");
        Reply paid = eu.pay(eu.internal("EUR"), alice, "1.00", "EUR");
        Reply account =
                other.get(
                        "/v1/accounts/%s?consistency=session&afterTransfer=%s"
                                .formatted(alice, paid.at("/id")));
        assertThat(account.succeeds(200).at("/balance")).isEqualTo("1.00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"consistency=weak", "consistency=", "minVersion=-1", "minVersion=x"})
    void refusesAConsistencyThatThereIsNot(String query) {
        eu.get("/v1/accounts/" + eu.customer("EUR") + "?" + query).refusesNone(400, "MALFORMED");
    }

    @Test
    void listsByEveryFilter() {
        String owner = "owner " + Client.key();
        List<String> euro =
                List.of(opened(owner, "EUR", "customer"), opened(owner, "EUR", "customer"));
        String yen = opened(owner, "JPY", "customer");
        String bank = opened(owner, "EUR", "internal");
        eu.patch("/v1/accounts/" + euro.getFirst(), Client.body("state", "frozen")).succeeds(200);

        assertThat(ids(owner, "")).containsExactly(euro.get(0), euro.get(1), yen, bank);
        assertThat(ids(owner, "&currency=JPY")).containsExactly(yen);
        assertThat(ids(owner, "&kind=internal")).containsExactly(bank);
        assertThat(ids(owner, "&state=frozen")).containsExactly(euro.getFirst());
        assertThat(ids(owner, "&state=open&currency=EUR&kind=customer"))
                .containsExactly(euro.getLast());
        assertThat(ids("nobody " + owner, "")).isEmpty();
        assertThat(ids(owner, "&kind=settlement")).isEmpty();
    }

    @Test
    void pagesWithoutGapOrRepetition() {
        String owner = "owner-" + Client.key();
        List<String> opened = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            opened.add(opened(owner, "EUR", "customer"));
        }
        for (int limit : new int[] {1, 3, 7, 8, 1000}) {
            List<JsonNode> pages = Pages.all(other, "/v1/accounts?owner=" + owner, limit);
            assertThat(pages).extracting(a -> a.get("id").asText()).isEqualTo(opened);
        }
    }

    @Test
    void givesFiftyWhereNoLimitIsAsked() {
        String owner = "fifty-" + Client.key();
        for (int i = 0; i < 51; i++) {
            opened(owner, "EUR", "customer");
        }
        Reply first = eu.get("/v1/accounts?owner=" + owner).succeeds(200);
        assertThat(first.json().fieldNames()).toIterable().containsExactly("items", "next");
        assertThat(first.json().get("items")).hasSize(50);
        assertThat(first.json().get("next").isTextual()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=1001",
                "limit=-1",
                "limit=ten",
                "limit=",
                "limit=99999999999",
                "cursor=",
                "cursor=x",
                "cursor=%21%21",
                "cursor=bm90LWEtbnVtYmVy",
                "cursor=LTU",
                "cursor=MS8yLzM",
                "currency=eur",
                "currency=ABC",
                "kind=bank",
                "kind=",
                "state=OPEN",
                "owner=%00"
            })
    void refusesAListThatCannotBe(String query) {
        eu.get("/v1/accounts?" + query).refusesNone(400, "MALFORMED");
    }

    private String opened(String owner, String currency, String kind) {
        return eu.open(
                        Client.key(),
                        Client.body(
                                "region", "eu",
                                "currency", currency,
                                "owner", owner,
                                "kind", kind))
                .at("/id");
    }

    private List<String> ids(String owner, String filter) {
        String query = owner.replace(" ", "%20") + filter;
        return Pages.all(eu, "/v1/accounts?owner=" + query, 1000).stream()
                .map(account -> account.get("id").asText())
                .toList();
    }
}
