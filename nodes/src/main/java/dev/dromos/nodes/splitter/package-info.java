/** Which branch of a Splitter a request takes: no Camel, no I/O. */
@NullMarked
package dev.dromos.nodes.splitter;

import org.jspecify.annotations.NullMarked;
