/** The client side: requests in a closed loop, and their latencies. */
@NullMarked
package dev.dromos.bench.load;

import org.jspecify.annotations.NullMarked;
