/// Checks of the project itself: its shape, its pages and its manifests.
@NullMarked
package dev.nostro;

import org.jspecify.annotations.NullMarked;
