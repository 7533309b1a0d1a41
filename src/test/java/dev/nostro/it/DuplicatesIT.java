package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// P2: one key, one effect, one answer, however many ask at the same moment and wherever.
@ExtendWith(SharedRegion.class)
@Timeout(180)
final class DuplicatesIT {

    private static final int CALLERS = 32;
    private static final int KEYS = 25;

    private final RunningRegion region;

    DuplicatesIT(RunningRegion region) {
        this.region = region;
    }

    @Test
    void haveOneEffectAndOneAnswer() throws Exception {
        String payer = region.client(0).funded("25.00", "EUR");
        String payee = region.client(0).customer("EUR");
        ObjectNode payment = Client.payment(payer, payee, "1.00", "EUR");
        for (int n = 1; n <= KEYS; n++) {
            String key = Client.key();
            List<Reply> replies = ask("/v1/transfers", key, payment);
            assertOneAnswer(replies, 201);
            assertThat(replies.getFirst().at("/fromAccount/balance")).isEqualTo(25 - n + ".00");
        }
        assertThat(region.client(1).balance(payer)).isEqualTo("0.00");
        assertThat(region.client(1).balance(payee)).isEqualTo("25.00");
    }

    @Test
    void haveOneRefusalThatStays() throws Exception {
        String payer = region.client(0).customer("EUR");
        String payee = region.client(0).internal("EUR");
        String key = Client.key();
        ObjectNode payment = Client.payment(payer, payee, "1.00", "EUR");
        List<Reply> replies = ask("/v1/transfers", key, payment);
        assertOneAnswer(replies, 422);
        replies.getFirst().refusesForGood("INSUFFICIENT_FUNDS");
        region.client(0).pay(payee, payer, "5.00", "EUR");
        assertThat(region.client(1).transfer(key, payment).body())
                .isEqualTo(replies.getFirst().body());
        assertThat(region.client(1).balance(payer)).isEqualTo("5.00");
    }

    @Test
    void openOneAccount() throws Exception {
        ObjectNode account = Client.body("region", RunningRegion.ID, "currency", "EUR");
        account.put("owner", "owner of " + Client.key());
        List<Reply> replies = ask("/v1/accounts", Client.key(), account);
        assertOneAnswer(replies, 201);
        assertThat(
                        region.store()
                                .number(
                                        "select count(*) from account where owner = ?",
                                        account.get("owner").textValue()))
                .isEqualTo(1);
    }

    @Test
    void ofOtherContentAreTurnedAway() throws Exception {
        List<String> payers = Traffic.accounts(region.client(0), 4);
        List<String> payees = Traffic.accounts(region.client(0), 4);
        for (int n = 0; n < KEYS; n++) {
            String key = Client.key();
            List<Reply> replies =
                    Together.run(
                            CALLERS,
                            caller ->
                                    () -> {
                                        int content = caller / 2 % payers.size();
                                        String amount = content + 1 + ".00";
                                        return region.client(caller % 2)
                                                .transfer(
                                                        key,
                                                        Client.payment(
                                                                payers.get(content),
                                                                payees.get(content),
                                                                amount,
                                                                "EUR"));
                                    });
            List<Reply> won = replies.stream().filter(reply -> reply.status() == 201).toList();
            assertThat(won).hasSize(CALLERS / payers.size());
            assertOneAnswer(won, 201);
            replies.stream()
                    .filter(reply -> reply.status() != 201)
                    .forEach(lost -> {
                        lost.refusesNone(422, "KEY_REUSED");
                        assertThat(lost.at("/transfer")).isEqualTo(won.getFirst().at("/id"));
                        assertThat(lost.json().get("conflicts").toString())
                                .isEqualTo("[\"from\",\"to\",\"amount\"]");
                    });
        }
        assertThat(postingsOf(payers)).isEqualTo(KEYS);
        region.store().assertBooksHold();
    }

    private List<Reply> ask(String path, String key, ObjectNode body) throws Exception {
        return Together.run(
                CALLERS,
                caller -> () -> region.client(caller % 2).post(path, body, "Idempotency-Key", key));
    }

    private static void assertOneAnswer(List<Reply> replies, int status) {
        assertThat(replies).extracting(Reply::status).containsOnly(status);
        assertThat(replies).extracting(Reply::body).containsOnly(replies.getFirst().body());
        assertThat(replies).filteredOn(reply -> !reply.replayed()).hasSize(1);
    }

    private long postingsOf(List<String> accounts) throws Exception {
        Long[] numbers =
                accounts.stream().map(account -> Traffic.number(account)).toArray(Long[]::new);
        return region.store()
                .number("select sum(seq) from account where number = any (?)", (Object) numbers);
    }
}
