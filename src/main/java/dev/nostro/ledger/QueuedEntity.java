package dev.nostro.ledger;

import dev.nostro.transfer.Outcome;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The table `queued`: one row for each transfer that has had to wait, whatever became of it.
@Entity
@Table(name = "queued")
class QueuedEntity {

    @Id UUID transfer;

    @Column(nullable = false)
    String region;

    @Column(name = "queued_at", nullable = false)
    Instant queuedAt;

    long version;
    long balance;
    long available;

    @Column(name = "expires_at", nullable = false)
    Instant expiresAt;

    @Column(name = "ended_batch")
    @Nullable Long endedBatch;

    @Column(name = "ended_at")
    @Nullable Instant endedAt;

    protected QueuedEntity() {}

    Outcome.Holder holder() {
        return new Outcome.Holder(version, balance, available);
    }
}
