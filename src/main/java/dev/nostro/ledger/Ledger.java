package dev.nostro.ledger;

import dev.nostro.link.Visitor;
import dev.nostro.region.NostroConfig;
import dev.nostro.transfer.Answer;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.Reason;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/// The way into the books: commands go in, answers come out. The caller's thread is not held.
///
/// Every submission is answered: by a writer, at once when the queue is full, or when its time is
/// up. Also a full queue does not keep from anybody what is recorded under a key.
@Singleton
public class Ledger {

    /// After the checks that refuse to start at all.
    private static final int AFTER_CHECKS = 5_000;

    private static final Duration WATCH = Duration.ofMillis(250);
    private static final long STOP_SECONDS = 15;

    private final CommandQueue queue;
    private final LedgerMetrics metrics;
    private final Latecomers latecomers;
    private final List<Writer> writers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private @Nullable Ticker watch;
    private final long patienceNanos;

    private record Asleep(AgroalDataSource dataSource) implements Writer.Respite {

        @Override
        public void renew() {
            Connections.renew(dataSource);
        }

        @Override
        public void pause(long millis) throws InterruptedException {
            TimeUnit.MILLISECONDS.sleep(millis);
        }
    }

    Ledger(
            NostroConfig config,
            BatchTransaction transaction,
            AgroalDataSource dataSource,
            LedgerMetrics metrics,
            KnownKeys known) {
        this.metrics = metrics;
        this.patienceNanos = config.answer().within().toNanos();
        this.queue = new CommandQueue(config.writer().queue(), config.writer().batch());
        this.latecomers =
                new Latecomers(
                        new CommandQueue(config.writer().queue(), config.writer().batch()),
                        known,
                        metrics);
        for (int n = 0; n < config.writer().count(); n++) {
            writers.add(new Writer(queue, transaction, new Asleep(dataSource), metrics));
        }
        metrics.watch(queue);
    }

    void start(@Observes @Priority(AFTER_CHECKS) StartupEvent event) {
        for (Writer writer : writers) {
            threads.add(
                    Thread.ofPlatform()
                            .daemon()
                            .name("nostro-writer-" + threads.size())
                            .start(writer));
        }
        threads.add(Thread.ofPlatform().daemon().name("nostro-latecomers").start(latecomers));
        watch = Ticker.start("deadlines", WATCH, this::answerOverdue);
    }

    /// Lets the writers finish what waits, within a bound.
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        queue.close();
        latecomers.close();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
        for (Thread thread : threads) {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
        }
        if (watch != null) {
            watch.close();
        }
    }

    /// The answer to a command, once its batch is committed.
    public CompletionStage<Answer> submit(Command command) {
        return submit(new Submission(command, List.of(), Visitor.deadline(patienceNanos)));
    }

    /// The answer to a command that no request waits for directly, and in whose transaction others
    /// may take part.
    public CompletionStage<Answer> submit(Command command, List<XAResource> parties) {
        return submit(new Submission(command, parties, System.nanoTime() + patienceNanos));
    }

    private CompletionStage<Answer> submit(Submission submission) {
        if (!queue.offer(submission)) {
            latecomers.answer(submission);
        }
        return submission.answer();
    }

    /// How many commands wait for a writer.
    public int depth() {
        return queue.depth();
    }

    private void answerOverdue() {
        long now = System.nanoTime();
        for (Submission overdue : queue.takeOverdue(now)) {
            metrics.declined(Reason.DATABASE_UNAVAILABLE);
            overdue.decline(Reason.DATABASE_UNAVAILABLE);
        }
        for (Writer writer : writers) {
            for (Submission submission : writer.underWay()) {
                if (submission.overdue(now) && !submission.answered()) {
                    metrics.declined(Reason.OUTCOME_UNKNOWN);
                    submission.decline(Reason.OUTCOME_UNKNOWN);
                }
            }
        }
    }
}
