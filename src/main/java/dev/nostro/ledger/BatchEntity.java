package dev.nostro.ledger;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The table `batch`: one row for each commit, and the accounts it amended.
@Entity
@Table(name = "batch")
class BatchEntity {

    @Id long id;

    @Column(name = "decided_at", nullable = false)
    Instant decidedAt;

    long @Nullable [] amended;

    protected BatchEntity() {}
}
