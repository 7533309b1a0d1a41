package dev.nostro.it;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// What the paying region says to the receiving one about transfers of a crossing, made from its
/// books: the body of `prepare` and of `settle`.
final class CrossingMessage {

    private static final String CREDIT =
            """
            select json_build_object('transfer', id, 'from', 'eu-' || from_account, 'to', to_id,
              'amount', amount, 'currency', currency, 'reference', reference)
            from outcome where id = ?::uuid
            """;

    private CrossingMessage() {}

    /// About these transfers of eu, the first of which was posted.
    static ObjectNode of(Store eu, List<String> transfers) throws Exception {
        ArrayNode credits = Client.JSON.createArrayNode();
        for (String transfer : transfers) {
            credits.add(Client.JSON.readTree(eu.texts(CREDIT, transfer).getFirst()));
        }
        return Client.body("crossing", crossing(eu, transfers.getFirst()), "credits", credits);
    }

    /// In which crossing a transfer was posted.
    static String crossing(Store eu, String transfer) throws Exception {
        return eu.texts("select crossing from outcome where id = ?::uuid", transfer).getFirst();
    }
}
