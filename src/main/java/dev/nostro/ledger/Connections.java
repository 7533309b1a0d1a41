package dev.nostro.ledger;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalPoolInterceptor;
import jakarta.inject.Singleton;
import java.sql.Connection;
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

    private final AtomicLong made = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong(-1);

    @Override
    public void onConnectionCreate(Connection connection) {
        made.incrementAndGet();
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

    /// Lets go of pooled connections after one of them broke: they probably all did.
    static void renew(AgroalDataSource dataSource) {
        dataSource.flush(AgroalDataSource.FlushMode.GRACEFUL);
    }
}
