/** Traffic and faults for minutes: nothing is lost, nothing is kept. */
@NullMarked
package dev.dromos.bench.soak;

import org.jspecify.annotations.NullMarked;
