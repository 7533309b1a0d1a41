package dev.nostro.crossing;

import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/// Another region's part in the transaction that decides a crossing. Its vote was given before the
/// transaction began: the promise. So it has nothing to prepare; and since the decision is a row of
/// the local database, which is asked last, nothing that is said to it here is ever news.
final class RegionParty implements XAResource {

    @Override
    public int prepare(Xid xid) {
        Failpoint.BEFORE_DECISION.pass();
        return XA_OK;
    }

    /// The local commit is the decision, and has happened.
    @Override
    public void commit(Xid xid, boolean onePhase) {
        Failpoint.AFTER_DECISION.pass();
    }

    /// The local commit failed, or its reply was lost: then it may have happened. Nobody is told
    /// anything; what became of the crossing is found out by [Conclude], after this transaction.
    @Override
    public void rollback(Xid xid) {
        // deliberately nothing
    }

    @Override
    public void start(Xid xid, int flags) {
        // the promise was made before
    }

    @Override
    public void end(Xid xid, int flags) {
        // nothing was opened
    }

    @Override
    public void forget(Xid xid) {
        // there are no heuristic outcomes
    }

    /// There is no log to recover from: decision rows are what survives.
    @Override
    public Xid[] recover(int flag) {
        return new Xid[0];
    }

    @Override
    public boolean isSameRM(XAResource other) {
        return this == other;
    }

    @Override
    public int getTransactionTimeout() {
        return 0;
    }

    @Override
    public boolean setTransactionTimeout(int seconds) {
        return false;
    }
}
