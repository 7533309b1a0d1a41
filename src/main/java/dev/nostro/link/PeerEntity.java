package dev.nostro.link;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// A row of the table `peer`: the database that a region first came with.
@Entity
@Table(name = "peer")
class PeerEntity {

    @Id private String region;

    @Column(nullable = false)
    private UUID database;

    @Column(name = "first_seen", nullable = false)
    private Instant firstSeen;

    protected PeerEntity() {}

    UUID database() {
        return database;
    }
}
