package dev.nostro.bench;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A region to measure: its nodes, and what of its database can be seen.
interface Site extends AutoCloseable {

    Endpoint service();

    /// The same service with a batch bound of 1, on the same database.
    Optional<Endpoint> oneByOne();

    Optional<RawLimit.Database> database();

    /// The process whose children are the database's sessions.
    OptionalLong postmaster();

    default List<Endpoint> nodes() {
        return oneByOne().map(other -> List.of(service(), other)).orElse(List.of(service()));
    }

    @Override
    void close();

    /// A service that somebody else has started, and of which nothing is known but its address.
    record Foreign(Endpoint service) implements Site {

        @Override
        public Optional<Endpoint> oneByOne() {
            return Optional.empty();
        }

        @Override
        public Optional<RawLimit.Database> database() {
            return Optional.empty();
        }

        @Override
        public OptionalLong postmaster() {
            return OptionalLong.empty();
        }

        @Override
        public void close() {
            // It is not the bench's to stop.
        }
    }
}
