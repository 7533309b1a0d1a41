@NullMarked
package dev.nostro.local;

import org.jspecify.annotations.NullMarked;
