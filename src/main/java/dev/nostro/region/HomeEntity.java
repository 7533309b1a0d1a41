package dev.nostro.region;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// The table `home`: one row that says which region these books belong to.
@Entity
@Table(name = "home")
class HomeEntity {

    @Id private String region;

    @Column(nullable = false)
    private UUID database;

    @Column(name = "founded_at", nullable = false)
    private Instant foundedAt;

    protected HomeEntity() {}

    String region() {
        return region;
    }

    UUID database() {
        return database;
    }
}
