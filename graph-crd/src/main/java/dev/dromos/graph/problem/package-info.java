/** A user's mistakes as values: what is wrong, at which path, how bad, and the one text for it. */
@NullMarked
package dev.dromos.graph.problem;

import org.jspecify.annotations.NullMarked;
