package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// P9: every refusal that a transfer inside one region can meet, its order among the others, and
/// that what is recorded is found and repeated for good.
@ExtendWith(SharedRegion.class)
final class RefusalIT {

    private static final String LARGEST = "9999999999999999.99";

    private final Client eu;
    private final Client other;
    private final Store store;

    RefusalIT(RunningRegion region) {
        eu = region.client(0);
        other = region.client(1);
        store = region.store();
    }

    /// Every recorded refusal, and a transfer that meets it together with all that come after it as
    /// far as they can be met together.
    enum Recorded {
        FROM_NOT_FOUND {
            @Override
            ObjectNode payment(Client eu) {
                return Client.payment("eu-0", "eu-x", LARGEST, "EUR");
            }
        },
        FROM_CURRENCY_MISMATCH {
            @Override
            ObjectNode payment(Client eu) {
                return Client.payment(closed(eu, "JPY"), "zz-1", LARGEST, "EUR");
            }
        },
        FROM_CLOSED {
            @Override
            ObjectNode payment(Client eu) {
                return Client.payment(closed(eu, "EUR"), "eu-0", LARGEST, "EUR");
            }
        },
        FROM_FROZEN {
            @Override
            ObjectNode payment(Client eu) {
                return Client.payment(frozen(eu), "eu-0", LARGEST, "EUR");
            }
        },
        INSUFFICIENT_FUNDS {
            @Override
            ObjectNode payment(Client eu) {
                return Client.payment(eu.funded("0.99", "EUR"), "eu-0", "1.00", "EUR");
            }
        },
        TO_NOT_FOUND {
            @Override
            ObjectNode payment(Client eu) {
                return Client.payment(eu.internal("EUR"), "zz-1", "1.00", "EUR");
            }
        },
        TO_CURRENCY_MISMATCH {
            @Override
            ObjectNode payment(Client eu) {
                return Client.payment(eu.internal("EUR"), closed(eu, "JPY"), "1.00", "EUR");
            }
        },
        TO_CLOSED {
            @Override
            ObjectNode payment(Client eu) {
                return Client.payment(eu.internal("EUR"), closed(eu, "EUR"), "1.00", "EUR");
            }
        },
        BALANCE_OVERFLOW {
            @Override
            ObjectNode payment(Client eu) {
                String full = eu.customer("EUR");
                eu.pay(eu.internal("EUR"), full, LARGEST, "EUR");
                return Client.payment(eu.internal("EUR"), full, "0.01", "EUR");
            }
        };

        abstract ObjectNode payment(Client eu);

        private static String closed(Client eu, String currency) {
            return withState(eu, currency, "closed");
        }

        private static String frozen(Client eu) {
            return withState(eu, "EUR", "frozen");
        }

        private static String withState(Client eu, String currency, String state) {
            String id = eu.customer(currency);
            eu.patch("/v1/accounts/" + id, Client.body("state", state)).succeeds(200);
            return id;
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("P9: refused, recorded under its key, found as a transfer, repeated byte for byte")
    void isRecordedFoundAndRepeated(Recorded reason) throws Exception {
        ObjectNode payment = reason.payment(eu).put("reference", "r");
        Store.Movement before = store.movement();
        String key = Client.key();

        Reply refused = eu.transfer(key, payment).refusesForGood(reason.name());

        assertThat(refused.at("/instance")).matches("/v1/transfers/eu-[-0-9a-f]{36}");
        assertThat(store.movement().postings()).isEqualTo(before.postings());
        assertThat(store.movement().amounts()).isEqualTo(before.amounts());
        assertThat(store.movement().outcomes()).isEqualTo(before.outcomes() + 1);
        other.transfer(key, payment).repeats(refused);
        eu.transfer(key, payment).repeats(refused);

        Reply found = other.get(refused.at("/instance")).succeeds(200);
        assertThat(found.body())
                .isEqualTo(
                        """
                        {"id":"%s","status":"refused","from":"%s","to":"%s","amount":"%s",\
                        "currency":"EUR","reference":"r","metadata":{},"path":"local",\
                        "fromAccount":null,"createdAt":"%s","postedAt":null,"settledAt":null,\
                        "reason":"%s","reversalOf":null,"reversed":"0.00"}\
                        """
                                .formatted(
                                        refused.at("/instance").substring(14),
                                        payment.get("from").asText(),
                                        payment.get("to").asText(),
                                        payment.get("amount").asText(),
                                        found.at("/createdAt"),
                                        reason));
        assertThat(other.get("/v1/transfers?idempotencyKey=" + key).json().get("items"))
                .containsExactly(found.json());
        assertThat(store.movement().outcomes()).isEqualTo(before.outcomes() + 1);
    }

    @Test
    @DisplayName("P9: a refusal stands although it would succeed now")
    void staysRefused() {
        String alice = eu.customer("EUR");
        String bank = eu.internal("EUR");
        String key = Client.key();
        ObjectNode payment = Client.payment(alice, bank, "1.00", "EUR");
        Reply refused = eu.transfer(key, payment).refusesForGood("INSUFFICIENT_FUNDS");
        eu.pay(bank, alice, "1.00", "EUR");
        eu.transfer(key, payment).repeats(refused);
        assertThat(eu.balance(alice)).isEqualTo("1.00");
        eu.transfer(Client.key(), payment).succeeds(201);
    }

    /// Accounts that do not exist are not found whatever their form; what a caller wrote is kept.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "eu-",
                "eu-0",
                "eu-1",
                "eu-x y",
                "eu-é中",
                "eu--",
                "eu-99999999999999999999",
                "eu-'; drop table account; --",
                "LONG"
            })
    void anIdThatNamesNothingIsNotFoundWhateverItsForm(String form) {
        String id = form.equals("LONG") ? "eu-" + "7".repeat(197) : form;
        String bank = eu.internal("EUR");
        Reply from = eu.transfer(Client.key(), Client.payment(id, bank, "1.00", "EUR"));
        assertThat(other.get(from.refusesForGood("FROM_NOT_FOUND").at("/instance")).at("/from"))
                .isEqualTo(id);
        Reply to = eu.transfer(Client.key(), Client.payment(bank, id, "1.00", "EUR"));
        assertThat(other.get(to.refusesForGood("TO_NOT_FOUND").at("/instance")).at("/to"))
                .isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz-1", "nodash", "-1", "", "EU-182", " eu-182"})
    void aPayerOfNoKnownRegionHasNobodyWhoDecides(String from) throws Exception {
        Store.Movement before = store.movement();
        String to = "eu-0";
        eu.transfer(Client.key(), Client.payment(from, to, "1.00", "EUR"))
                .refusesNone(404, "NOT_FOUND");
        assertThat(store.movement()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz-1", "nodash", "-1", "", "EU-182", " eu-182"})
    void aPayeeOfNoKnownRegionIsNotFound(String to) {
        eu.transfer(Client.key(), Client.payment(eu.internal("EUR"), to, "1.00", "EUR"))
                .refusesForGood("TO_NOT_FOUND");
    }

    @Test
    @DisplayName("P9: refusals that record nothing have their order, and leave the key free")
    void recordsNothingWhereNothingIsDecided() throws Exception {
        String alice = eu.customer("EUR");
        String bank = eu.internal("EUR");
        ObjectNode good = Client.payment(bank, alice, "1.00", "EUR");
        String key = Client.key();
        Store.Movement before = store.movement();

        // From the last in order to the first: each request has what the ones before it had.
        eu.transfer(key, good.deepCopy().put("to", bank).put("amount", "0.00"))
                .refusesNone(422, "ACCOUNTS_MUST_DIFFER");
        eu.transfer(key, good.deepCopy().put("amount", "0.00"))
                .refusesNone(422, "AMOUNT_MUST_BE_POSITIVE");
        eu.transfer(key, good.deepCopy().put("amount", "-1.00").put("from", "eu-0"))
                .refusesNone(422, "AMOUNT_MUST_BE_POSITIVE");
        eu.transfer(key, Client.payment("zz-1", "zz-1", "0.00", "EUR"))
                .refusesNone(404, "NOT_FOUND");
        eu.transfer("", Client.payment("zz-1", "zz-1", "0.00", "EUR"))
                .refusesNone(400, "KEY_INVALID");
        eu.post("/v1/transfers", Client.payment("zz-1", "zz-1", "0.00", "EUR"))
                .refusesNone(400, "KEY_MISSING");
        eu.post("/v1/transfers", Client.payment("zz-1", "zz-1", "0", "EUR"))
                .refusesNone(400, "MALFORMED");

        assertThat(store.movement()).isEqualTo(before);
        assertThat(eu.get("/v1/transfers?idempotencyKey=" + key).json().get("items")).isEmpty();
        eu.transfer(key, good).succeeds(201);
        // Now the key is taken: that comes before what is wrong with the transfer itself.
        eu.transfer(key, good.deepCopy().put("to", bank)).refusesNone(422, "KEY_REUSED");
        eu.transfer(key, good.deepCopy().put("amount", "0.00")).refusesNone(422, "KEY_REUSED");
        eu.transfer(key, good.deepCopy().put("to", "eu-0")).refusesNone(422, "KEY_REUSED");
    }

    @Test
    void theSystemsAccountsAreNobodysToPayFromOrTo() throws Exception {
        for (String number :
                store.texts(
                        "select number from account where kind in ('settlement','unclaimed')")) {
            String bank = eu.internal("EUR");
            eu.transfer(Client.key(), Client.payment("eu-" + number, bank, "1.00", "EUR"))
                    .refusesForGood("FROM_NOT_FOUND");
            eu.transfer(Client.key(), Client.payment(bank, "eu-" + number, "1.00", "EUR"))
                    .refusesForGood("TO_NOT_FOUND");
            eu.patch("/v1/accounts/eu-" + number, Client.body("state", "frozen"))
                    .refusesNone(404, "NOT_FOUND");
        }
    }
}
