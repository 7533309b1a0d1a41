/// Proofs: that the books balance, asked at any time by anybody.
@NullMarked
package dev.nostro.audit;

import org.jspecify.annotations.NullMarked;
