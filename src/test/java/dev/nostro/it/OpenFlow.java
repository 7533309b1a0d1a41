package dev.nostro.it;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nostro.region.RegionId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// Payments of one kind that arrive at fixed times, whatever becomes of those before them. How long
/// one takes counts from when it was meant to be sent, so a stall is felt by all that it delays.
///
/// @param from accounts that pay, in turn
/// @param to accounts that are paid, in turn
record OpenFlow(String name, Client node, List<String> from, List<String> to) {

    static final String AMOUNT = "1.00";

    /// A payment, and what became of it.
    ///
    /// @param meant when it was to be sent, on the monotonic clock
    record Sent(String key, ObjectNode payment, long meant, Reply reply, Duration took) {}

    /// What was sent, in the order in which it was meant to be.
    record Course(List<Sent> all) {

        Course only(Predicate<Sent> which) {
            return new Course(all.stream().filter(which).toList());
        }

        /// The time within which this part of all had their answer.
        Duration within(double part) {
            List<Duration> sorted = all.stream().map(Sent::took).sorted().toList();
            return sorted.get((int) Math.ceil(part * sorted.size()) - 1);
        }
    }

    ObjectNode payment(int n) {
        return Client.payment(from.get(n % from.size()), to.get(n * 7 % to.size()), AMOUNT, "EUR");
    }

    /// Sends at this rate for that long; returns when the last one has its answer.
    Course run(double perSecond, Duration length) throws Exception {
        List<Future<Sent>> under = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            long begin = System.nanoTime();
            int count = (int) (perSecond * length.toMillis() / 1e3);
            for (int n = 0; n < count; n++) {
                long meant = begin + (long) (n * 1e9 / perSecond);
                await(meant);
                ObjectNode payment = payment(n);
                under.add(callers.submit(() -> send(payment, meant)));
            }
        }
        return new Course(under.stream().map(Future::resultNow).toList());
    }

    /// What all its payees have, in cents.
    long received(RunningWorld world) throws SQLException {
        long all = 0;
        for (String payee : to) {
            all +=
                    world.region(RegionId.prefixOf(payee))
                            .store()
                            .number(
                                    "select balance from account where number = ?",
                                    Traffic.number(payee));
        }
        return all;
    }

    private Sent send(ObjectNode payment, long meant) {
        String key = Client.key();
        Reply reply = node.transfer(key, payment);
        return new Sent(key, payment, meant, reply, Duration.ofNanos(System.nanoTime() - meant));
    }

    private static void await(long time) {
        for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
