/** What is counted while a graph is served. Nothing of it is loaded unless it is asked for. */
@NullMarked
package dev.dromos.router.metrics;

import org.jspecify.annotations.NullMarked;
