/// Tests of the parts of the bench that could tell a wrong figure.
@NullMarked
package dev.nostro.bench;

import org.jspecify.annotations.NullMarked;
