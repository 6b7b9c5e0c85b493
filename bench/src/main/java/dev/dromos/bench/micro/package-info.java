/** {@code bench/micro}: JMH benchmarks of the inner loops, with allocation per operation. */
@NullMarked
package dev.dromos.bench.micro;

import org.jspecify.annotations.NullMarked;
