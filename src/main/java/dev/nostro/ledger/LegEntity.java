package dev.nostro.ledger;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The table `leg`: whether another region has booked its part of a crossing.
@Entity
@Table(name = "leg")
@IdClass(LegEntity.Key.class)
class LegEntity {

    @Id UUID crossing;
    @Id String region;

    @Column(name = "settled_at")
    @Nullable Instant settledAt;

    protected LegEntity() {}

    /// One for each other region of a crossing.
    record Key(UUID crossing, String region) implements Serializable {}
}
