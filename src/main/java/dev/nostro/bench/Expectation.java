package dev.nostro.bench;

/// What an answer to a transfer has to be; anything else is an error of the run.
enum Expectation {
    POSTED,
    REPLAYED,
    REFUSED;

    private static final byte[] REPLAY = RequestBytes.ascii("idempotency-replayed: true");
    private static final byte[] INSUFFICIENT = RequestBytes.ascii("\"INSUFFICIENT_FUNDS\"");

    boolean met(Reply answer) {
        return switch (this) {
            case POSTED -> answer.status() == 201 && !answer.hasHeader(REPLAY);
            case REPLAYED -> answer.status() == 201 && answer.hasHeader(REPLAY);
            case REFUSED -> answer.status() == 422 && answer.contains(INSUFFICIENT);
        };
    }
}
