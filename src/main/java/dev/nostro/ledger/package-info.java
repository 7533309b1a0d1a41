/// Load, decide, write: the queue, the writers and the tables of the books; all that changes a
/// balance.
@NullMarked
package dev.nostro.ledger;

import org.jspecify.annotations.NullMarked;
