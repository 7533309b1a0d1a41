/// The ordered record of what was committed: dense numbers for committed batches.
@NullMarked
package dev.nostro.journal;

import org.jspecify.annotations.NullMarked;
