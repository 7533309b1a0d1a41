package dev.nostro.ledger;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// The table `posting`: one account's side of a transfer.
@Entity
@Table(name = "posting")
@IdClass(PostingEntity.Key.class)
class PostingEntity {

    /// Which posting of which account.
    record Key(long account, long seq) {}

    @Id long account;
    @Id long seq;

    @Column(nullable = false)
    UUID transfer;

    long amount;

    @Column(name = "balance_after")
    long balanceAfter;

    @Column(name = "posted_at", nullable = false)
    Instant postedAt;

    protected PostingEntity() {}
}
