/// Load over HTTP and a table of figures: how fast the ledger is, beside its baseline and the raw
/// limit.
@NullMarked
package dev.nostro.bench;

import org.jspecify.annotations.NullMarked;
