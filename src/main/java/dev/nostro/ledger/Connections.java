package dev.nostro.ledger;

import dev.nostro.region.NostroConfig;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalPoolInterceptor;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;

/// Counts connections as they are made, because a new one may lead to a database that has
/// restarted.
///
/// A row that such a database shows may be one whose commit was never acknowledged: with a
/// synchronous standby it can still be lost with the primary. So what is *found* is told only after
/// one later commit was acknowledged: any commit will do, and where there is none to be made anyway
/// the writer makes an empty one.
@Singleton
class Connections implements AgroalPoolInterceptor {

    /// Bounds for a process that stops in the middle of a transaction; `transaction_timeout` came
    /// with PostgreSQL 17, on older ones [OverdueSessions] takes its place. The writer's statements
    /// get arrays of any length: one plan serves them all.
    private static final String SETTINGS =
            """
            select set_config('idle_in_transaction_session_timeout', '%d', false),
                   set_config('plan_cache_mode', 'force_generic_plan', false),
                   case when current_setting('server_version_num')::int >= 170000
                        then set_config('transaction_timeout', '%d', false) end
            """;

    /// Once the start has checked the database, before anybody decides anything.
    private static final int AFTER_CHECKS = 900;

    private final String settings;
    private volatile boolean started;
    private final AtomicLong made = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong(-1);

    Connections(NostroConfig config) {
        NostroConfig.Writer writer = config.writer();
        this.settings =
                SETTINGS.formatted(
                        writer.idleInTransaction().toMillis(), writer.transaction().toMillis());
    }

    /// What comes before this has no bounds: migrations take as long as they take, and hold one
    /// connection idle in a transaction while they work on another; a cold start is slow. Those
    /// connections are used for nothing else.
    void start(@Observes @Priority(AFTER_CHECKS) StartupEvent event, AgroalDataSource pool) {
        started = true;
        renew(pool);
    }

    @Override
    public void onConnectionCreate(Connection connection) {
        made.incrementAndGet();
        if (!started) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(settings);
        } catch (SQLException e) {
            throw new IllegalStateException("a new connection cannot be set up", e);
        }
    }

    /// How many have been made: take this before a transaction begins.
    long made() {
        return made.get();
    }

    /// Whether no commit was acknowledged since then.
    boolean needBarrier(long madeBefore) {
        return acknowledged.get() < madeBefore;
    }

    /// A commit of a transaction that wrote something was acknowledged.
    void acknowledge(long madeBefore) {
        acknowledged.accumulateAndGet(madeBefore, Math::max);
    }

    /// Lets go of pooled connections, as after one of them broke: they probably all did.
    static void renew(AgroalDataSource dataSource) {
        dataSource.flush(AgroalDataSource.FlushMode.GRACEFUL);
    }
}
