/** {@code bench/coldstart}: from process start to the first correct answer. */
@NullMarked
package dev.dromos.bench.coldstart;

import org.jspecify.annotations.NullMarked;
