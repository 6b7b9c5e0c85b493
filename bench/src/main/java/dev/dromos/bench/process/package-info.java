/** Processes under measurement: their start, their limits, what they have used. */
@NullMarked
package dev.dromos.bench.process;

import org.jspecify.annotations.NullMarked;
