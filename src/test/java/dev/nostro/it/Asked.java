package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// A request under a key, and what it was answered first.
record Asked(String path, ObjectNode body, String key, Reply first) {

    private static Asked now(Client node, String path, ObjectNode body) {
        String key = Client.key();
        return new Asked(path, body, key, node.post(path, body, "Idempotency-Key", key));
    }

    /// Gets the first answer again, from this node.
    void repeat(Client node) {
        node.post(path, body, "Idempotency-Key", key).repeats(first);
    }

    /// One request of each kind that a key is good for, asked of a node of eu: posted there, posted
    /// to us, refused there, twice, and by us, opened.
    static List<Asked> ofEachKind(Client eu, Client us) {
        String bank = eu.internal("EUR");
        String poor = eu.customer("EUR");
        String here = eu.customer("EUR");
        String there = us.customer("EUR");
        List<Asked> all = new ArrayList<>();
        for (ObjectNode payment :
                List.of(
                        Client.payment(bank, here, "1.00", "EUR"),
                        Client.payment(bank, there, "1.00", "EUR"),
                        Client.payment(poor, here, "1.00", "EUR"),
                        Client.payment(poor, there, "1.00", "EUR"),
                        Client.payment(bank, "us-0", "1.00", "EUR"))) {
            all.add(now(eu, "/v1/transfers", payment));
        }
        all.add(now(eu, "/v1/accounts", Client.body("region", "eu", "currency", "EUR")));
        assertThat(all)
                .extracting(one -> one.first().status())
                .containsExactly(201, 201, 422, 422, 422, 201);
        return all;
    }
}
