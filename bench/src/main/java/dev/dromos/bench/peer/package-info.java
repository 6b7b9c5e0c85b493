/** What a router is measured with and against: the steps' server, and a relay without a graph. */
@NullMarked
package dev.dromos.bench.peer;

import org.jspecify.annotations.NullMarked;
