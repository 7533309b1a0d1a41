package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What clients ask for in one case of the crash matrix, what they are told, and what must be in
/// the books in the end: from eu to us, some of it refused by either side, and the other way, and
/// inside eu.
final class CasePayments {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int AT_ONCE = 4;

    /// A payment under its key, and the words for how it may end.
    private record Payment(String key, ObjectNode body, Set<String> ends) {}

    private final MatrixWorld world;
    private final String alice;
    private final String poor;
    private final String erin;
    private final String bob;
    private final String carol;
    private final String dave;
    private final List<Payment> mixed;
    private final List<Payment> fromUs = new ArrayList<>();
    private final List<Payment> fromEu = new ArrayList<>();
    private final Payment forwarded;

    private final List<CompletableFuture<Void>> open = new ArrayList<>();
    private final Map<String, Set<String>> finals = new ConcurrentHashMap<>();
    private final Map<String, String> firsts = new ConcurrentHashMap<>();

    /// Opens the accounts.
    CasePayments(MatrixWorld world) {
        this.world = world;
        Client eu = world.working("eu");
        Client us = world.working("us");
        alice = eu.funded("20.00", "EUR");
        poor = eu.funded("2.00", "EUR");
        erin = eu.customer("EUR");
        dave = eu.customer("EUR");
        bob = us.customer("EUR");
        carol = us.funded("5.00", "EUR");
        String closed = us.customer("EUR");
        us.patch("/v1/accounts/" + closed, Client.body("state", "closed")).succeeds(200);
        mixed =
                List.of(
                        // Decided alone: meanwhile the others wait, and travel together.
                        payment(erin, bob, "9.00", "INSUFFICIENT_FUNDS"),
                        payment(alice, bob, "1.00", "posted"),
                        payment(alice, bob, "1.00", "posted"),
                        payment(alice, "us-0", "1.00", "TO_NOT_FOUND"),
                        payment(alice, closed, "1.00", "TO_CLOSED"),
                        payment(poor, bob, "1.00", "posted", "INSUFFICIENT_FUNDS"),
                        payment(poor, bob, "1.00", "posted", "INSUFFICIENT_FUNDS"),
                        payment(poor, bob, "1.00", "posted", "INSUFFICIENT_FUNDS"));
        fromUs.add(payment(carol, dave, "1.00", "posted"));
        fromUs.add(payment(carol, dave, "1.00", "posted"));
        fromUs.add(payment(carol, "eu-0", "1.00", "TO_NOT_FOUND"));
        fromEu.add(payment(alice, bob, "1.00", "posted"));
        fromEu.add(payment(alice, erin, "0.50", "posted"));
        forwarded = payment(alice, bob, "1.00", "posted");
    }

    private static Payment payment(String from, String to, String amount, String... ends) {
        return new Payment(Client.key(), Client.payment(from, to, amount, "EUR"), Set.of(ends));
    }

    /// The account that most of the payments from eu to us are paid from.
    String alice() {
        return alice;
    }

    /// A batch of payments from eu to us, most of which travel in one crossing.
    void sendMixed(Client node) {
        ArrayNode items = Client.JSON.createArrayNode();
        for (Payment payment : mixed) {
            items.add(payment.body().deepCopy().put("idempotencyKey", payment.key()));
        }
        ObjectNode batch = Client.JSON.createObjectNode().set("transfers", items);
        open.add(
                run(() -> {
                    JsonNode told = asked(() -> node.post("/v1/transfers/batch", batch));
                    for (int n = 0; n < mixed.size(); n++) {
                        JsonNode outcome = told.at("/outcomes/" + n);
                        note(mixed.get(n), outcome.isMissingNode() ? told : outcome);
                    }
                }));
    }

    /// Everything else, through these nodes of eu and us.
    void sendOthers(Client eu, Client us) {
        fromUs.forEach(payment -> sendAlone(us, payment));
        fromEu.forEach(payment -> sendAlone(eu, payment));
        sendAlone(us, forwarded);
    }

    private void sendAlone(Client node, Payment payment) {
        open.add(run(() -> note(payment, asked(() -> transfer(node, payment)))));
    }

    private static CompletableFuture<Void> run(Runnable task) {
        return CompletableFuture.runAsync(task, Thread::startVirtualThread);
    }

    private static Reply transfer(Client node, Payment payment) {
        return node.transfer(payment.key(), payment.body());
    }

    /// What is told; an empty object where the connection broke.
    private static JsonNode asked(Supplier<Reply> call) {
        try {
            return call.get().json();
        } catch (UncheckedIOException _) {
            return Client.JSON.createObjectNode();
        }
    }

    private void note(Payment payment, JsonNode told) {
        String word = word(told);
        firsts.putIfAbsent(payment.key(), word);
        if (isFinal(told)) {
            finals.computeIfAbsent(payment.key(), _ -> ConcurrentHashMap.newKeySet())
                    .add(told.toString());
        }
    }

    private static boolean isFinal(JsonNode told) {
        return told.path("status").asText().equals("posted")
                || told.path("outcome").asText().equals("refused");
    }

    /// `posted`, a reason, or `lost`.
    private static String word(JsonNode told) {
        return told.isEmpty()
                ? "lost"
                : told.hasNonNull("reason")
                        ? told.get("reason").asText()
                        : told.get("status").asText();
    }

    /// Waits until every first question is answered, or its connection has broken.
    void awaitFirstAnswers() {
        open.forEach(CompletableFuture::join);
    }

    /// Asks again with the same keys, each through both nodes, until each has its final answer.
    void askAgain(Client eu, Client us) throws Exception {
        List<Payment> all = all();
        Together.run(
                AT_ONCE,
                n ->
                        () -> {
                            for (int at = n; at < all.size(); at += AT_ONCE) {
                                askAgain(eu, all.get(at));
                                askAgain(us, all.get(at));
                            }
                            return n;
                        });
    }

    private void askAgain(Client node, Payment payment) throws Exception {
        Eventually.within(
                LIMIT,
                () -> {
                    JsonNode told = asked(() -> transfer(node, payment));
                    note(payment, told);
                    assertThat(isFinal(told)).as(payment + " was told " + told).isTrue();
                });
    }

    private List<Payment> all() {
        List<Payment> all = new ArrayList<>(mixed);
        all.addAll(fromUs);
        all.addAll(fromEu);
        all.add(forwarded);
        return all;
    }

    /// Each key has one answer, the expected one, whoever told it and when; nothing was a defect;
    /// and the books have exactly what was told.
    void assertOneOutcomeEach() throws Exception {
        for (Payment payment : all()) {
            Set<String> told = finals.getOrDefault(payment.key(), Set.of());
            assertThat(told).as("final answers to " + payment).hasSize(1);
            JsonNode answer = Client.JSON.readTree(told.iterator().next());
            assertThat(payment.ends()).as(answer.toString()).contains(word(answer));
        }
        assertThat(firsts).doesNotContainValue("INTERNAL");
        assertBalance(alice, "15.50", 6);
        assertBalance(poor, "0.00", 3);
        assertBalance(erin, "0.50", 1);
        assertBalance(bob, "6.00", 6);
        assertBalance(carol, "3.00", 3);
        assertBalance(dave, "2.00", 2);
    }

    private void assertBalance(String account, String balance, long postings) {
        Client node = world.working(account.substring(0, 2));
        Reply found = node.get("/v1/accounts/" + account).succeeds(200);
        assertThat(found.at("/balance") + " after " + found.at("/version"))
                .as("balance and postings of " + account)
                .isEqualTo(balance + " after " + postings);
    }

    /// How the first answers were, as `3 posted, 9 lost`.
    String firstAnswers() {
        return told(firsts.values().stream());
    }

    /// How the final answers are.
    String finalAnswers() {
        return told(
                finals.values().stream()
                        .flatMap(Set::stream)
                        .map(answer ->
                                answer.contains("\"outcome\":\"refused\"") ? "refused" : "posted"));
    }

    private static String told(Stream<String> words) {
        Map<String, Long> counts =
                words.collect(
                        Collectors.groupingBy(
                                CasePayments::shortly, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String shortly(String word) {
        return switch (word) {
            case "posted", "refused", "lost" -> word;
            case "REGION_UNAVAILABLE", "OVERLOADED", "DATABASE_UNAVAILABLE" -> "unavailable";
            case "OUTCOME_UNKNOWN" -> "unknown";
            default -> "refused";
        };
    }
}
