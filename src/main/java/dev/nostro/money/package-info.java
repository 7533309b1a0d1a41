/// Exact amounts of money and the currencies they are counted in.
@NullMarked
package dev.nostro.money;

import org.jspecify.annotations.NullMarked;
