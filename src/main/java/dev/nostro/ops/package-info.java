/// What the operator sees and what refuses to start: health, metrics, checks at start.
@NullMarked
package dev.nostro.ops;

import org.jspecify.annotations.NullMarked;
