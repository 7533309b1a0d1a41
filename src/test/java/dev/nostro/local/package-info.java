/// Tests of the launcher: its PostgreSQL and its processes.
@NullMarked
package dev.nostro.local;

import org.jspecify.annotations.NullMarked;
