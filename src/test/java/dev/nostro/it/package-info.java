/// Tests of the whole service from outside: real nodes, a real PostgreSQL, HTTP and SQL. What they
/// know of the code is only how to start it.
@NullMarked
package dev.nostro.it;

import org.jspecify.annotations.NullMarked;
