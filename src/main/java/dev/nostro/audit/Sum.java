package dev.nostro.audit;

import java.math.BigInteger;

/// So many transfers, of so much together, in minor units of one currency.
public record Sum(long count, BigInteger amount) {

    public static final Sum ZERO = new Sum(0, BigInteger.ZERO);

    Sum plus(Sum other) {
        return new Sum(count + other.count, amount.add(other.amount));
    }

    Sum minus(Sum other) {
        return new Sum(count - other.count, amount.subtract(other.amount));
    }
}
