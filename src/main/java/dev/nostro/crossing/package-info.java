/// Money between regions: two phases, with the decision in the ledger of the region that pays.
@NullMarked
package dev.nostro.crossing;

import org.jspecify.annotations.NullMarked;
