package dev.nostro.region;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Everything a deployment may set: `docs/reference/configuration.md` lists it in this order.
@StaticInitSafe
@ConfigMapping(prefix = "nostro")
public interface NostroConfig {

    /// The region this node belongs to.
    @WithDefault("eu")
    String region();

    /// Run even on a database that may forget what it has acknowledged. Never with real money.
    @WithDefault("false")
    boolean unsafe();

    /// How commands become batches.
    Writer writer();

    /// How long a client waits.
    Answer answer();

    /// How the journal follows commits.
    Journal journal();

    /// The writers of one node.
    interface Writer {
        /// How many batches a node has under way at once. Two let one compute while the other waits
        /// for the disk; more only contend for two cores.
        @WithDefault("2")
        int count();

        /// The largest number of commands decided and committed together.
        @WithDefault("500")
        int batch();

        /// How many commands may wait; one more is refused as `OVERLOADED`, at once.
        @WithDefault("10000")
        int queue();

        /// A writer that says nothing for this long in the middle of a transaction (a paused
        /// process) is ended by the database, and its locks with it.
        @WithDefault("5s")
        Duration idleInTransaction();

        /// No transaction of a writer lasts longer than this.
        @WithDefault("20s")
        Duration transaction();
    }

    /// The wait for an outcome.
    interface Answer {
        /// After this the answer is `OUTCOME_UNKNOWN`, or `DATABASE_UNAVAILABLE` where nothing was
        /// sent to the database.
        @WithDefault("20s")
        Duration within();
    }

    /// The follower that numbers committed batches.
    interface Journal {
        /// The pause between two looks for newly committed batches.
        @WithDefault("100ms")
        Duration every();
    }
}
