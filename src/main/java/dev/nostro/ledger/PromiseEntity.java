package dev.nostro.ledger;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

/// The table `promise`: what this region has promised another and has not been told the end of.
@Entity
@Table(name = "promise")
@IdClass(PromiseEntity.Key.class)
class PromiseEntity {

    @Id UUID crossing;
    @Id UUID transfer;

    @Column(nullable = false)
    String origin;

    long account;
    long amount;

    @Column(name = "promised_at", nullable = false)
    Instant promisedAt;

    protected PromiseEntity() {}

    /// Unique by crossing and transfer: two attempts at one transfer each hold their own promise.
    record Key(UUID crossing, UUID transfer) implements Serializable {}
}
