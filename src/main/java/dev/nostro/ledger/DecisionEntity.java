package dev.nostro.ledger;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The table `decision`: how a crossing of this region ended.
@Entity
@Table(name = "decision")
class DecisionEntity {

    @Id UUID crossing;

    @Column(nullable = false)
    String verdict;

    @Column(name = "decided_at", nullable = false)
    Instant decidedAt;

    @Column(name = "begun_at")
    @Nullable Instant begunAt;

    @Column(name = "promised_at")
    @Nullable Instant promisedAt;

    protected DecisionEntity() {}
}
