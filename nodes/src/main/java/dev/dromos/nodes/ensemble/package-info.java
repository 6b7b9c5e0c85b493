/** What an Ensemble answers, given its members' results: no Camel, no I/O. */
@NullMarked
package dev.dromos.nodes.ensemble;

import org.jspecify.annotations.NullMarked;
