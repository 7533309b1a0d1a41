package dev.nostro.ledger;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The table `outcome`: one row for each recorded command.
@Entity
@Table(name = "outcome")
class OutcomeEntity {

    @Id UUID id;

    long batch;

    @Column(name = "decided_at", nullable = false)
    Instant decidedAt;

    @Nullable Long amount;

    @Column(name = "from_account")
    @Nullable Long fromAccount;

    @Column(name = "to_account")
    @Nullable Long toAccount;

    @Column(name = "from_seq")
    @Nullable Long fromSeq;

    @Column(name = "to_seq")
    @Nullable Long toSeq;

    @Column(name = "from_version")
    @Nullable Long fromVersion;

    @Column(name = "from_available")
    @Nullable Long fromAvailable;

    @Column(nullable = false)
    String status;

    @Column(nullable = false)
    String currency;

    @Column(nullable = false)
    String caller;

    @Nullable String reason;
    @Nullable String reference;
    @Nullable String metadata;

    @Column(name = "from_id")
    @Nullable String fromId;

    @Column(name = "to_id")
    @Nullable String toId;

    @Nullable String opening;
    @Nullable UUID crossing;

    protected OutcomeEntity() {}
}
