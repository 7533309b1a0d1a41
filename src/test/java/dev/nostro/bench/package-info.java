@NullMarked
package dev.nostro.bench;

import org.jspecify.annotations.NullMarked;
