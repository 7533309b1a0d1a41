/// Everything on one machine: an embedded PostgreSQL, node processes, and `./nostro up`.
@NullMarked
package dev.nostro.local;

import org.jspecify.annotations.NullMarked;
