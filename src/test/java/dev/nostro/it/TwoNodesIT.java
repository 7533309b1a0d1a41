package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// Two nodes work through the same commands at the same time, each in another order and cut into
/// other requests: single ones, batches, all-or-none batches. The same accounts are wanted in
/// opposite orders, the same keys everywhere, and nobody is in anybody's way for good.
@ExtendWith(SharedRegion.class)
@Timeout(180)
final class TwoNodesIT {

    private static final int COMMANDS = 1_500;
    private static final int ACCOUNTS = 10;
    private static final int CALLERS = 6;
    private static final int LARGEST_BATCH = 30;
    private static final int MOST_SINGLE = 5;
    private static final long SEED = 20_261_122;

    private static final String[] FAILED = {"DISCONNECTED", "COMMIT_LOST", "BROKEN"};

    private final RunningRegion region;
    private final Map<String, Set<String>> told = new ConcurrentHashMap<>();

    TwoNodesIT(RunningRegion region) {
        this.region = region;
    }

    @Test
    void neitherDeadlockNorFailNorPayTwice() throws Exception {
        List<String> accounts = Traffic.accounts(region.client(0), ACCOUNTS);
        List<ObjectNode> commands = commands(accounts);
        long failedBefore = failures();

        Together.run(
                2 * CALLERS,
                caller ->
                        () -> {
                            work(
                                    region.client(caller % 2),
                                    share(commands, caller),
                                    new Random(SEED + caller));
                            return caller;
                        });

        assertThat(told).hasSize(COMMANDS);
        assertThat(told.values()).allSatisfy(answers -> assertThat(answers).hasSize(1));
        assertThat(told.values())
                .allSatisfy(answers ->
                        assertThat(answers.iterator().next()).contains("\"status\":\"posted\""));
        assertThat(failures()).as("failed batches").isEqualTo(failedBefore);
        assertThat(deadlocks()).as("deadlocks").isZero();
        assertThat(postings(accounts)).isEqualTo(2L * COMMANDS);
        region.store().assertBooksHold();
    }

    private static List<ObjectNode> commands(List<String> accounts) {
        Random random = new Random(SEED);
        List<ObjectNode> commands = new ArrayList<>();
        for (int n = 0; n < COMMANDS; n++) {
            int from = random.nextInt(ACCOUNTS);
            int to = (from + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
            String amount = "%d.%02d".formatted(random.nextInt(9), 1 + random.nextInt(99));
            commands.add(
                    Client.payment(accounts.get(from), accounts.get(to), amount, "EUR")
                            .put("idempotencyKey", Client.key()));
        }
        return commands;
    }

    /// All callers of a node together have each command once; on the second node backwards.
    private static List<ObjectNode> share(List<ObjectNode> commands, int caller) {
        List<ObjectNode> share = new ArrayList<>();
        for (int n = caller / 2; n < commands.size(); n += CALLERS) {
            share.add(commands.get(n));
        }
        if (caller % 2 == 1) {
            Collections.reverse(share);
        }
        return share;
    }

    private void work(Client node, List<ObjectNode> share, Random random) {
        int size;
        for (int at = 0; at < share.size(); at += size) {
            int kind = random.nextInt(3);
            int most = kind == 0 ? MOST_SINGLE : LARGEST_BATCH;
            size = Math.min(share.size() - at, 1 + random.nextInt(most));
            List<ObjectNode> part = share.subList(at, at + size);
            switch (kind) {
                case 0 -> part.forEach(command -> single(node, command));
                case 1 -> batch(node, part, false);
                default -> batch(node, part, true);
            }
        }
    }

    private void single(Client node, ObjectNode command) {
        ObjectNode payment = command.deepCopy();
        payment.remove("idempotencyKey");
        note(command, node.transfer(key(command), payment).json());
    }

    private void batch(Client node, List<ObjectNode> commands, boolean atomic) {
        ArrayNode transfers = Client.JSON.createArrayNode().addAll(commands);
        Reply reply =
                node.post(
                        "/v1/transfers/batch",
                        Client.body("atomic", atomic).set("transfers", transfers));
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        JsonNode outcomes = reply.json().get("outcomes");
        assertThat(outcomes).hasSameSizeAs(commands);
        IntStream.range(0, commands.size()).forEach(n -> note(commands.get(n), outcomes.get(n)));
    }

    private void note(ObjectNode command, JsonNode answer) {
        told.computeIfAbsent(key(command), _ -> ConcurrentHashMap.newKeySet())
                .add(answer.toString());
    }

    private static String key(ObjectNode command) {
        return command.get("idempotencyKey").textValue();
    }

    private long failures() {
        return new Meter(region.client(0)).failures(FAILED)
                + new Meter(region.client(1)).failures(FAILED);
    }

    private long deadlocks() throws Exception {
        String own = "where datname = current_database()";
        return region.store().number("select deadlocks from pg_stat_database " + own);
    }

    private long postings(List<String> accounts) throws Exception {
        long postings = 0;
        for (String account : accounts) {
            postings +=
                    Long.parseLong(region.client(0).get("/v1/accounts/" + account).at("/version"));
        }
        return postings;
    }
}
