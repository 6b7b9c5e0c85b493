/** What repeated measurements of one thing come to. */
@NullMarked
package dev.dromos.bench.stats;

import org.jspecify.annotations.NullMarked;
