package dev.nostro.region;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Everything a deployment may set: `docs/reference/configuration.md` lists it in this order.
@StaticInitSafe
@ConfigMapping(prefix = "nostro")
public interface NostroConfig {

    /// The region this node belongs to.
    @WithDefault("eu")
    String region();

    /// The regions there are, by id, the own one among them; none means the own one alone.
    Map<String, Region> regions();

    /// How regions talk to each other.
    Link link();

    /// Money between regions.
    Crossing crossing();

    /// Run even on a database that may forget what it has acknowledged. Never with real money.
    @WithDefault("false")
    boolean unsafe();

    /// How commands become batches.
    Writer writer();

    /// How long a client waits.
    Answer answer();

    /// How the journal follows commits.
    Journal journal();

    /// One region of the deployment.
    interface Region {
        /// How people call it; its id where there is none.
        Optional<String> name();

        /// Where other regions reach its nodes; required of every region but the own one.
        Optional<URI> url();
    }

    /// The way to the other regions.
    interface Link {
        /// What all regions know and nobody else does; required where there are others.
        Optional<String> secret();

        /// The local address that calls come from; the machine's choice where there is none.
        Optional<String> from();

        /// The pause between two greetings of a region: so soon is it noticed that one is gone, or
        /// back.
        @WithDefault("1s")
        Duration greet();

        /// A greeting that is not answered for this long has failed, and a connection on which
        /// nothing comes back for this long is given up and replaced.
        @WithDefault("2s")
        Duration silence();
    }

    /// How crossings travel.
    interface Crossing {
        /// How many crossings to one region may be under way at once.
        @WithDefault("4")
        int window();

        /// The largest number of transfers that travel in one crossing.
        @WithDefault("500")
        int batch();

        /// How long another region has to answer one message.
        @WithDefault("5s")
        Duration answer();

        /// A promise older than this is asked about.
        @WithDefault("3s")
        Duration doubt();

        /// A decision that is not confirmed for this long is told again.
        @WithDefault("2s")
        Duration again();

        /// How long a transfer may wait for a region that cannot be reached, with its amount held.
        @WithDefault("24h")
        Duration queued();

        /// The pause between two looks for any of these.
        @WithDefault("500ms")
        Duration every();
    }

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
