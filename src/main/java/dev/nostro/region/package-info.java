/// What a region is, which ones are known, and whose database this is.
@NullMarked
package dev.nostro.region;

import org.jspecify.annotations.NullMarked;
