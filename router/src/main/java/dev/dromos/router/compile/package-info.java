/** From a checked graph to Camel routes: once, before the first request. */
@NullMarked
package dev.dromos.router.compile;

import org.jspecify.annotations.NullMarked;
