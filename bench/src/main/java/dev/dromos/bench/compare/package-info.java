/** {@code bench/compare}: Dromos and its peers in one run, as a table of ratios. */
@NullMarked
package dev.dromos.bench.compare;

import org.jspecify.annotations.NullMarked;
