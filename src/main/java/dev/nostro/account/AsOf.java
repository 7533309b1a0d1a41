package dev.nostro.account;

import java.time.Instant;

/// Something read from the books, and the latest instant at which it is known to have been so.
public record AsOf<T>(T value, Instant at) {}
