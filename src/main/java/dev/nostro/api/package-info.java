/// The REST resources: wire records, problem details, and the way from one to the other.
@NullMarked
package dev.nostro.api;

import org.jspecify.annotations.NullMarked;
