package dev.nostro.journal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/// The table `journal`: the dense number of a committed batch.
@Entity
@Table(name = "journal")
class JournalEntity {

    @Id long seq;
    long batch;

    @Column(name = "numbered_at", nullable = false)
    Instant numberedAt;

    protected JournalEntity() {}
}
