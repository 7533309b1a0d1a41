package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostro.it.OpenFlow.Course;
import dev.nostro.it.OpenFlow.Sent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// P5: two of three regions are cut off from each other under load. What needs nothing of the way
/// that is cut goes on as if nothing had happened; what needs it is refused at once; after the heal
/// everything settles.
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
final class PartitionIT {

    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration MEASURED = Duration.ofSeconds(5);
    private static final Duration NORMAL = Duration.ofSeconds(20);
    private static final Duration CUT = Duration.ofSeconds(30);
    private static final Duration SETTLED = Duration.ofSeconds(10);

    /// Callers of each flow while the capacity is found out.
    private static final int CALLERS = 6;

    /// Of the capacity, so that nothing waits in a queue that an undisturbed system would not have.
    private static final double PART = 0.3;

    /// Payments a second over all flows: enough for a p99, and still repeated in a minute.
    private static final double MOST = 80;

    private static final int ACCOUNTS = 20;
    private static final int REPEATERS = 16;
    private static final double P99 = 0.99;

    /// "Undisturbed" is twice the ordinary p99, or this. Six processes and the callers share the
    /// machine: one collection of garbage in a node takes some 10 ms, and a thread that has lost
    /// its core waits some time slices for another. Whoever waits for a silent region waits for
    /// seconds.
    private static final Duration NOISE = Duration.ofMillis(40);

    /// A refusal by an open breaker is one look at the books. Half of them are this fast; where the
    /// machine is too busy for that, payments inside the region at the same time are the measure.
    private static final Duration AT_ONCE = Duration.ofMillis(10);

    /// What the test found out, beside the logs.
    private static final Path FIGURES = Path.of("target", "it-logs", "partition-figures.txt");

    private final RunningWorld world;
    private final Client eu;
    private final List<OpenFlow> undisturbed;
    private final OpenFlow local;
    private final OpenFlow cutOff;
    private final List<String> figures = new ArrayList<>();

    PartitionIT() throws Exception {
        world = RunningWorld.start(RunningWorld.Plan.of("partition", 1, "eu", "us", "ap"));
        eu = world.client("eu");
        local = flow("eu", "eu");
        undisturbed = List.of(flow("eu", "ap"), local, flow("us", "us"));
        cutOff = flow("eu", "us");
    }

    @AfterAll
    void end() throws Exception {
        world.close();
        Files.write(FIGURES, figures);
    }

    private OpenFlow flow(String from, String to) {
        Client payers = world.client(from);
        Client payees = world.client(to);
        return new OpenFlow(
                from + "-" + to,
                payers,
                Stream.generate(() -> payers.internal("EUR")).limit(ACCOUNTS).toList(),
                Stream.generate(() -> payees.customer("EUR")).limit(ACCOUNTS).toList());
    }

    @Test
    @DisplayName("P5: a cut between two regions is felt by nobody who does not need that way")
    void aCutIsFeltOnlyByWhoNeedsTheWay() throws Exception {
        closed(WARM_UP);
        double capacity = closed(MEASURED);
        double rate = Math.min(MOST, PART * capacity) / all().size();
        figures.add("load %.0f of %.0f a second".formatted(rate * all().size(), capacity));

        List<Course> normal = open(rate, NORMAL);
        assertThat(normal).allSatisfy(PartitionIT::assertAllPosted);
        world.cut("eu", "us");
        long opened;
        List<Course> during;
        try (ExecutorService running = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<Course>> open = running.submit(() -> open(rate, CUT));
            opened = awaitOpenBreaker();
            during = open.get();
        }
        world.heal("eu", "us");
        long healed = System.nanoTime();
        Aftermath.awaitQuiet(world, SETTLED);
        Duration settled = Duration.ofNanos(System.nanoTime() - healed);
        figures.add("settled after " + settled);

        for (int n = 0; n < undisturbed.size(); n++) {
            String name = undisturbed.get(n).name();
            Duration before = normal.get(n).within(P99);
            Duration then = during.get(n).within(P99);
            figures.add(name + " p99 " + before + " before, " + then + " during");
            assertAllPosted(during.get(n));
            assertThat(then).as(name).isLessThan(greater(before.multipliedBy(2), NOISE));
        }
        assertRefusedAtOnce(during.getLast(), opened, during.get(undisturbed.indexOf(local)));
        assertBooksHold();
        assertEachKeyHasOneOutcome(
                Stream.of(normal, during)
                        .flatMap(List::stream)
                        .flatMap(course -> course.all().stream())
                        .toList());
        assertBooksHold();
    }

    private List<OpenFlow> all() {
        return Stream.concat(undisturbed.stream(), Stream.of(cutOff)).toList();
    }

    /// All flows at once, each with callers who wait for their answers; how many a second that is.
    private double closed(Duration length) throws Exception {
        long begin = System.nanoTime();
        List<Integer> posted =
                Together.run(
                        CALLERS * all().size(),
                        n ->
                                () -> {
                                    OpenFlow flow = all().get(n % all().size());
                                    int count = 0;
                                    while (System.nanoTime() - begin < length.toNanos()) {
                                        flow.node()
                                                .transfer(Client.key(), flow.payment(n + count++))
                                                .succeeds(201);
                                    }
                                    return count;
                                });
        return posted.stream().mapToInt(Integer::intValue).sum()
                / ((System.nanoTime() - begin) / 1e9);
    }

    /// All flows at once; the one that needs the cut way comes last.
    private List<Course> open(double rate, Duration length) throws Exception {
        return Together.run(all().size(), n -> () -> all().get(n).run(rate, length));
    }

    private long awaitOpenBreaker() throws Exception {
        Eventually.within(
                CUT,
                () -> assertThat(new Meter(eu).value("nostro_link_up{region=\"us\"}")).isZero());
        return System.nanoTime();
    }

    private static void assertAllPosted(Course course) {
        assertThat(course.all()).allSatisfy(sent -> sent.reply().succeeds(201));
    }

    /// What was sent while the breaker was open; before that some wait until it is known.
    private void assertRefusedAtOnce(Course course, long opened, Course payments) {
        Course refused = course.only(sent -> sent.meant() - opened > 0);
        assertThat(refused.all())
                .isNotEmpty()
                .allSatisfy(sent -> sent.reply().refusesNone(503, "REGION_UNAVAILABLE"));
        course.only(sent -> sent.reply().status() != 201)
                .all()
                .forEach(sent -> sent.reply().refusesNone(503, "REGION_UNAVAILABLE"));
        for (double part : new double[] {0.5, P99}) {
            Duration took = refused.within(part);
            Duration payment = payments.within(part);
            figures.add("refused " + part + " within " + took + ", payments " + payment);
            Duration floor = part == P99 ? NOISE : AT_ONCE;
            assertThat(took)
                    .as("refusals, part " + part)
                    .isLessThan(greater(payment.multipliedBy(2), floor));
        }
    }

    private void assertBooksHold() throws Exception {
        Aftermath.awaitQuiet(world, SETTLED);
        Aftermath.assertBooksHold(world);
        for (RunningRegion region : world.regions()) {
            Reply proof = world.client(region.id()).get("/v1/audit/world").succeeds(200);
            assertThat(proof.at("/holds")).as(proof.body()).isEqualTo("true");
        }
    }

    /// What was told as posted is told again, and what was refused for lack of a way is made now,
    /// once: every key has moved one amount in the end.
    private void assertEachKeyHasOneOutcome(List<Sent> sent) throws Exception {
        long before = paid();
        List<Integer> now =
                Together.run(
                        REPEATERS,
                        n ->
                                () -> {
                                    int made = 0;
                                    for (int at = n; at < sent.size(); at += REPEATERS) {
                                        made += repeat(sent.get(at));
                                    }
                                    return made;
                                });
        long open = sent.stream().filter(one -> one.reply().status() != 201).count();
        assertThat(now.stream().mapToInt(Integer::intValue).sum()).isEqualTo(open);
        Aftermath.awaitQuiet(world, SETTLED);
        assertThat(paid() - before).isEqualTo(open * 100);
    }

    /// Sends it again at another region; 1 if it was made only now.
    private int repeat(Sent sent) {
        Reply again = world.client("ap").transfer(sent.key(), sent.payment()).succeeds(201);
        if (sent.reply().status() == 201) {
            again.repeats(sent.reply());
            return 0;
        }
        assertThat(again.replayed()).as("made before: " + again).isFalse();
        return 1;
    }

    private long paid() throws Exception {
        long all = 0;
        for (OpenFlow flow : all()) {
            all += flow.received(world);
        }
        return all;
    }

    private static Duration greater(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
