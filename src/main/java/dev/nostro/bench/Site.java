package dev.nostro.bench;

import java.util.List;
import java.util.Optional;

/// A region to measure: its nodes, and what of its database can be seen.
interface Site extends AutoCloseable {

    Endpoint service();

    /// The same service with a batch bound of 1, on the same database.
    Optional<Endpoint> oneByOne();

    Optional<RawLimit.Database> database();

    /// The processes whose children are the databases' sessions; empty when nobody knows.
    List<Long> postmasters();

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
        public List<Long> postmasters() {
            return List.of();
        }

        @Override
        public void close() {
            // It is not the bench's to stop.
        }
    }
}
