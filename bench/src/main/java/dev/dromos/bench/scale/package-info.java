/** {@code bench/scale}: large graphs beside small ones. */
@NullMarked
package dev.dromos.bench.scale;

import org.jspecify.annotations.NullMarked;
