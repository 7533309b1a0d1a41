package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// P4: nobody gets below the limit, however many try at the same moment on both nodes.
@ExtendWith(SharedRegion.class)
@Timeout(180)
final class OverdraftIT {

    private static final int CALLERS = 32;
    private static final int TRIES = 6;

    private final RunningRegion region;

    OverdraftIT(RunningRegion region) {
        this.region = region;
    }

    /// 100.00 and a limit of 50.00 are 21 payments of 7.00, and 3.00 stay.
    @Test
    void paysAsManyAsThereIsMoneyForAndNotOneMore() throws Exception {
        String payer = payer();
        String payee = region.client(0).customer("EUR");
        List<Reply> replies =
                Together.run(CALLERS, caller -> () -> pay(region.client(caller % 2), payer, payee))
                        .stream()
                        .flatMap(List::stream)
                        .toList();
        assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(21);
        replies.stream()
                .filter(reply -> reply.status() != 201)
                .forEach(reply -> reply.refusesForGood("INSUFFICIENT_FUNDS"));
        Reply account = region.client(1).get("/v1/accounts/" + payer);
        assertThat(account.at("/balance")).isEqualTo("-47.00");
        assertThat(account.at("/available")).isEqualTo("3.00");
        assertThat(region.client(1).balance(payee)).isEqualTo("147.00");
        region.store().assertBooksHold();
    }

    /// Batches of 3 × 7.00: seven are paid, and nobody sees two thirds of one.
    @Test
    void paysBatchesWhollyOrNotAtAll() throws Exception {
        String payer = payer();
        List<String> payees =
                List.of(
                        region.client(0).customer("EUR"),
                        region.client(0).customer("EUR"),
                        region.client(0).customer("EUR"));
        List<Reply> replies =
                Together.run(
                        CALLERS, caller -> () -> payAll(region.client(caller % 2), payer, payees));
        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(7);
        replies.stream()
                .filter(reply -> reply.status() != 200)
                .forEach(reply -> {
                    reply.refusesNone(422, "BATCH_REFUSED");
                    assertThat(reply.at("/culprit/reason")).isEqualTo("INSUFFICIENT_FUNDS");
                });
        assertThat(region.client(1).balance(payer)).isEqualTo("-47.00");
        assertThat(payees)
                .extracting(account -> region.client(1).balance(account))
                .containsOnly("49.00");
    }

    /// Money that comes in meanwhile may be spent, but never before it is there.
    @Test
    void neverGoesBelowTheLimitWhileMoneyComesAndGoes() throws Exception {
        String payer = payer();
        String payee = region.client(0).internal("EUR");
        Together.run(
                CALLERS,
                caller ->
                        () -> {
                            Client node = region.client(caller % 2);
                            boolean gives = caller % 4 == 3;
                            return gives ? pay(node, payee, payer) : pay(node, payer, payee);
                        });
        long number = Traffic.number(payer);
        Store store = region.store();
        assertThat(store.number("select min(balance_after) from posting where account = ?", number))
                .isBetween(-5_000L, -4_300L);
        assertThat(
                        store.number(
                                "select count(*) from posting where account = ? and amount > 0",
                                number))
                .isEqualTo(1 + CALLERS / 4 * TRIES);
        store.assertBooksHold();
    }

    private String payer() {
        Client node = region.client(0);
        String payer =
                node.open(
                                Client.key(),
                                Client.body(
                                        "region", RunningRegion.ID,
                                        "currency", "EUR",
                                        "overdraftLimit", "50.00"))
                        .at("/id");
        node.pay(node.internal("EUR"), payer, "100.00", "EUR");
        return payer;
    }

    private static List<Reply> pay(Client node, String from, String to) {
        return IntStream.range(0, TRIES)
                .mapToObj(_ -> node.transfer(Client.key(), Client.payment(from, to, "7.00", "EUR")))
                .toList();
    }

    private static Reply payAll(Client node, String payer, List<String> payees) {
        ArrayNode transfers = Client.JSON.createArrayNode();
        for (String payee : payees) {
            transfers.add(
                    Client.payment(payer, payee, "7.00", "EUR")
                            .put("idempotencyKey", Client.key()));
        }
        return node.post(
                "/v1/transfers/batch", Client.body("atomic", true).set("transfers", transfers));
    }
}
