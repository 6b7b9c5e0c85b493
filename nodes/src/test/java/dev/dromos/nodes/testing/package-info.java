/** A model server for tests: real sockets, answers by script, faults included. */
@NullMarked
package dev.dromos.nodes.testing;

import org.jspecify.annotations.NullMarked;
