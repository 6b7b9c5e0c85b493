/** Facts to a checked {@link dev.dromos.graph.Graph}, or every problem at once: one rule, one class. */
@NullMarked
package dev.dromos.graph.check;

import org.jspecify.annotations.NullMarked;
