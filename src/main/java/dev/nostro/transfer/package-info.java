/// Commands, what becomes of them and why: the pure decision about money.
@NullMarked
package dev.nostro.transfer;

import org.jspecify.annotations.NullMarked;
