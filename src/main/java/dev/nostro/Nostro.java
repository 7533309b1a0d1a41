package dev.nostro;

/// The bank ledger.
final class Nostro {
    private Nostro() {}
}
