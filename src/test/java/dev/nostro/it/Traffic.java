package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// Callers who pay at random between some accounts of the bank's own, until they are told to stop,
/// and who remember what each payment was answered. One that gets no final answer goes on to the
/// next payment; what has become of the open ones is asked at the end, with the same keys.
final class Traffic implements AutoCloseable {

    private static final int LARGEST_CENTS = 500;
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 50;

    /// What was asked for.
    private record Payment(String from, String to, int cents) {
        Reply send(Client node, String key) {
            String amount = "%d.%02d".formatted(cents / 100, cents % 100);
            return node.transfer(key, Client.payment(from, to, amount, "EUR"));
        }
    }

    private final List<String> accounts;
    private final List<Thread> callers;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Map<String, Payment> sent = new ConcurrentHashMap<>();
    private final Map<String, Reply> acknowledged = new ConcurrentHashMap<>();
    private final Queue<Reply> others = new ConcurrentLinkedQueue<>();
    private final AtomicInteger broken = new AtomicInteger();

    /// Begins with this many callers at each of the nodes.
    Traffic(List<String> accounts, int callers, List<Client> nodes) {
        this.accounts = List.copyOf(accounts);
        this.callers =
                IntStream.range(0, callers * nodes.size())
                        .mapToObj(n ->
                                Thread.ofVirtual().start(() -> call(nodes.get(n % nodes.size()))))
                        .toList();
    }

    /// Opens this many accounts that can be overdrawn without end.
    static List<String> accounts(Client node, int count) {
        return IntStream.range(0, count).mapToObj(_ -> node.internal("EUR")).toList();
    }

    /// The number in an account's id, as the tables have it.
    static long number(String account) {
        return Long.parseLong(account.substring(account.indexOf('-') + 1));
    }

    private void call(Client node) {
        Random random = new Random();
        while (!stopped.get()) {
            String key = Client.key();
            Payment payment = payment(random);
            sent.put(key, payment);
            try {
                note(key, payment.send(node, key));
            } catch (UncheckedIOException _) {
                broken.incrementAndGet();
                pause();
            }
        }
    }

    private void note(String key, Reply reply) {
        if (reply.status() == 201) {
            acknowledged.put(key, reply);
        } else {
            others.add(reply);
            pause();
        }
    }

    private Payment payment(Random random) {
        int from = random.nextInt(accounts.size());
        int to = (from + 1 + random.nextInt(accounts.size() - 1)) % accounts.size();
        return new Payment(accounts.get(from), accounts.get(to), 1 + random.nextInt(LARGEST_CENTS));
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// One more payment, from the n-th account, that counts with the others; it must succeed.
    Reply pay(Client node, int n) {
        String key = Client.key();
        Payment payment = new Payment(accounts.get(n), accounts.get((n + 1) % accounts.size()), 1);
        sent.put(key, payment);
        Reply reply = payment.send(node, key).succeeds(201);
        acknowledged.put(key, reply);
        return reply;
    }

    /// How many payments have been acknowledged so far.
    int acknowledged() {
        return acknowledged.size();
    }

    /// Answers that were neither an acknowledgement nor a broken connection, in order of arrival.
    List<Reply> others() {
        return List.copyOf(others);
    }

    /// Connections that broke, and payments that had no answer therefore.
    int broken() {
        return broken.get();
    }

    @Override
    public void close() {
        stop();
    }

    /// Lets every caller have its last answer. Idempotent.
    void stop() {
        stopped.set(true);
        try {
            for (Thread caller : callers) {
                caller.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Stops, repeats every payment with its key at these nodes, and holds the books against it:
    /// what was acknowledged has the same answer for ever, and everything happened exactly once.
    void assertExactlyOnce(List<Client> nodes, Store store) throws Exception {
        stop();
        assertThat(sent).isNotEmpty();
        List<Map.Entry<String, Payment>> all = List.copyOf(sent.entrySet());
        int part = 8;
        Together.run(
                part,
                n ->
                        () -> {
                            for (int at = n; at < all.size(); at += part) {
                                repeat(all.get(at), nodes.get(at % nodes.size()));
                            }
                            return n;
                        });
        assertBalances(store);
        store.assertBooksHold();
    }

    private void repeat(Map.Entry<String, Payment> asked, Client node) {
        String key = asked.getKey();
        Reply again = asked.getValue().send(node, key);
        assertThat(again.status()).as(again.toString()).isEqualTo(201);
        Reply first = acknowledged.putIfAbsent(key, again);
        if (first != null) {
            assertThat(again.replayed()).as("%s is told again", key).isTrue();
            assertThat(again.body()).isEqualTo(first.body());
        }
    }

    private void assertBalances(Store store) throws Exception {
        Map<String, Long> expected = new HashMap<>();
        Map<String, Long> legs = new HashMap<>();
        for (Payment payment : sent.values()) {
            expected.merge(payment.from(), -(long) payment.cents(), Long::sum);
            expected.merge(payment.to(), (long) payment.cents(), Long::sum);
            legs.merge(payment.from(), 1L, Long::sum);
            legs.merge(payment.to(), 1L, Long::sum);
        }
        for (String account : accounts) {
            assertThat(
                            store.texts(
                                    "select balance || ' ' || seq from account where number = ?",
                                    number(account)))
                    .as("balance and postings of %s", account)
                    .containsExactly(
                            expected.getOrDefault(account, 0L)
                                    + " "
                                    + legs.getOrDefault(account, 0L));
        }
    }
}
