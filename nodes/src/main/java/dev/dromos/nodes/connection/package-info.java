/** Connections to the steps' servers: bounded, kept alive, each used by the event loop that opened it. Knows no step and no graph. */
@NullMarked
package dev.dromos.nodes.connection;

import org.jspecify.annotations.NullMarked;
