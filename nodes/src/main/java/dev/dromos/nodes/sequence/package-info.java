/** What a Sequence does to a body between two stages: no Camel, no I/O. */
@NullMarked
package dev.dromos.nodes.sequence;

import org.jspecify.annotations.NullMarked;
