package dev.nostro.transfer;

import java.time.Instant;

/// One account's side of a transfer, with the balance after it. Amounts are signed minor units.
public record Posting(
        long account, long seq, CommandId transfer, long amount, long balanceAfter, Instant at) {}
