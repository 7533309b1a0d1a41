package dev.nostro.ledger;

import dev.nostro.region.NostroConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import org.hibernate.StatelessSession;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Ends sessions, of any node, whose transaction has been open for too long, on databases without
/// `transaction_timeout` (before PostgreSQL 17). Never one that waits for a synchronous standby: a
/// cancelled wait would report success for what may be lost.
@Singleton
class OverdueSessions {

    private static final Logger LOG = Logger.getLogger(OverdueSessions.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private static final String END_OVERDUE =
            """
            select count(pg_terminate_backend(pid)) from pg_stat_activity
            where current_setting('server_version_num')\\:\\:int < 170000
              and application_name = 'nostro' and usename = current_user
              and datname = current_database() and pid <> pg_backend_pid()
              and xact_start < clock_timestamp() - :millis * interval '1 millisecond'
              and coalesce(wait_event, '') <> 'SyncRep'
            """;

    private final StatelessSession session;
    private final long longestMillis;
    private @Nullable Ticker ticker;

    OverdueSessions(StatelessSession session, NostroConfig config) {
        this.session = session;
        this.longestMillis = config.writer().transaction().toMillis();
    }

    void start(@Observes StartupEvent event) {
        ticker = Ticker.start("overdue sessions", EVERY, this::end);
    }

    void stop(@Observes ShutdownEvent event) {
        if (ticker != null) {
            ticker.close();
        }
    }

    /// Ends what is overdue now.
    @Transactional
    public void end() {
        long ended =
                session.createNativeQuery(END_OVERDUE, Long.class)
                        .setParameter("millis", longestMillis)
                        .getSingleResult();
        if (ended > 0) {
            LOG.warnf("%d sessions were open for too long and were ended", ended);
        }
    }
}
