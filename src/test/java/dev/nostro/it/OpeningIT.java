package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// `POST /v1/accounts`: what an opened account looks like, and that a key opens one (P2).
@ExtendWith(SharedRegion.class)
final class OpeningIT {

    static final List<String> ACCOUNT =
            List.of(
                    "id",
                    "region",
                    "currency",
                    "name",
                    "owner",
                    "kind",
                    "state",
                    "balance",
                    "held",
                    "available",
                    "overdraftLimit",
                    "version",
                    "revision",
                    "asOf",
                    "createdAt",
                    "metadata");

    private final Client eu;
    private final Client other;
    private final Store store;

    OpeningIT(RunningRegion region) {
        eu = region.client(0);
        other = region.client(1);
        store = region.store();
    }

    @Test
    void tellsAllFieldsOfAnOpenedAccount() {
        Reply opened =
                eu.open(
                        Client.key(),
                        Client.body(
                                "region", "eu",
                                "currency", "EUR",
                                "name", "Ålice ✓",
                                "owner", "alice",
                                "kind", "customer",
                                "overdraftLimit", "10.50",
                                "metadata", Map.of("branch", "Köln")));

        opened.succeeds(201);
        assertThat(opened.json().fieldNames()).toIterable().containsExactlyElementsOf(ACCOUNT);
        assertThat(opened.header("Location")).hasValue("/v1/accounts/" + opened.at("/id"));
        assertThat(opened.header("ETag")).hasValue("\"0\"");
        assertThat(opened.replayed()).isFalse();
        assertThat(opened.at("/id")).matches("eu-[0-9]+");
        assertThat(opened.at("/createdAt")).matches("....-..-..T..:..:..\\.[0-9]{6}Z");
        assertThat(Instant.parse(opened.at("/createdAt")))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
        assertThat(opened.json())
                .isEqualTo(
                        Client.body(
                                "id", opened.at("/id"),
                                "region", "eu",
                                "currency", "EUR",
                                "name", "Ålice ✓",
                                "owner", "alice",
                                "kind", "customer",
                                "state", "open",
                                "balance", "0.00",
                                "held", "0.00",
                                "available", "10.50",
                                "overdraftLimit", "10.50",
                                "version", 0,
                                "revision", 0,
                                "asOf", opened.at("/asOf"),
                                "createdAt", opened.at("/createdAt"),
                                "metadata", Map.of("branch", "Köln")));
    }

    @Test
    void hasDefaultsForAllButRegionAndCurrency() {
        Reply opened = eu.open(Client.key(), account("JPY")).succeeds(201);

        assertThat(opened.json())
                .isEqualTo(
                        Client.body(
                                "id",
                                opened.at("/id"),
                                "region",
                                "eu",
                                "currency",
                                "JPY",
                                "name",
                                null,
                                "owner",
                                null,
                                "kind",
                                "customer",
                                "state",
                                "open",
                                "balance",
                                "0",
                                "held",
                                "0",
                                "available",
                                "0",
                                "overdraftLimit",
                                "0",
                                "version",
                                0,
                                "revision",
                                0,
                                "asOf",
                                opened.at("/asOf"),
                                "createdAt",
                                opened.at("/createdAt"),
                                "metadata",
                                Map.of()));
    }

    @Test
    void takesNullForAbsentAndInternalForKind() {
        Reply opened =
                eu.open(
                        Client.key(),
                        account("KWD")
                                .put("kind", "internal")
                                .putNull("name")
                                .putNull("owner")
                                .putNull("overdraftLimit")
                                .putNull("metadata"));

        opened.succeeds(201);
        assertThat(opened.at("/kind")).isEqualTo("internal");
        assertThat(opened.at("/balance")).isEqualTo("0.000");
    }

    @Test
    @DisplayName("P2: an opening repeated opens nothing, and gets the first answer from any node")
    void repeatsTheFirstAnswer() throws Exception {
        String key = Client.key();
        var account = account("EUR").put("name", "Alice").put("overdraftLimit", "5.00");
        Reply first = eu.open(key, account).succeeds(201);
        long accounts = store.movement().accounts();
        eu.pay(eu.internal("EUR"), first.at("/id"), "3.00", "EUR");
        eu.patch(
                        first.header("Location").orElseThrow(),
                        Client.body("name", "Bob", "state", "frozen"),
                        "If-Match",
                        "\"0\"")
                .succeeds(200);

        eu.open(key, account).repeats(first);
        other.open(key, account.put("kind", "customer").putNull("owner")).repeats(first);
        assertThat(other.open(key, account).header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(store.movement().accounts()).isEqualTo(accounts + 1);
    }

    @Test
    @DisplayName("P9: the same key for another opening names what differs, and the first one")
    void refusesAKeyThatOpenedSomethingElse() {
        String key = Client.key();
        Reply first = eu.open(key, account("EUR").put("name", "Alice"));

        Reply reused =
                other.open(
                        key,
                        account("JPY")
                                .put("owner", "bob")
                                .put("kind", "internal")
                                .put("overdraftLimit", "1")
                                .set("metadata", Client.body("a", "b")));

        reused.refusesNone(422, "KEY_REUSED");
        assertThat(reused.json().get("conflicts"))
                .isEqualTo(
                        Client.JSON.valueToTree(
                                List.of(
                                        "currency",
                                        "name",
                                        "owner",
                                        "kind",
                                        "overdraftLimit",
                                        "metadata")));
        assertThat(reused.at("/account")).isEqualTo(first.at("/id"));
        assertThat(reused.at("/instance")).isEqualTo("/v1/accounts");
        eu.open(key, account("EUR").put("name", "Alice")).repeats(first);
    }

    @Test
    @DisplayName("P2: openings and transfers share one space of keys")
    void refusesAKeyThatWasUsedForATransferAndTheOtherWayRound() {
        String bank = eu.internal("EUR");
        String alice = eu.customer("EUR");
        String opening = Client.key();
        String moving = Client.key();
        Reply opened = eu.open(opening, account("EUR"));
        Reply moved = eu.transfer(moving, Client.payment(bank, alice, "1.00", "EUR"));

        Reply movedLater = eu.transfer(opening, Client.payment(bank, alice, "1.00", "EUR"));
        Reply openedLater = eu.open(moving, account("EUR"));

        movedLater.refusesNone(422, "KEY_REUSED");
        assertThat(movedLater.at("/account")).isEqualTo(opened.at("/id"));
        openedLater.refusesNone(422, "KEY_REUSED");
        assertThat(openedLater.at("/transfer")).isEqualTo(moved.at("/id"));
        assertThat(eu.balance(alice)).isEqualTo("1.00");
    }

    @Test
    void refusesAnotherRegionAndTheSystemsKinds() {
        eu.open(Client.key(), account("EUR").put("region", "us")).refusesNone(404, "NOT_FOUND");
        for (String kind : List.of("settlement", "unclaimed", "Customer", "")) {
            eu.open(Client.key(), account("EUR").put("kind", kind)).refusesNone(400, "MALFORMED");
        }
    }

    private static ObjectNode account(String currency) {
        return Client.body("region", "eu", "currency", currency);
    }
}
