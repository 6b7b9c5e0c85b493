/** A router at work: one graph in Camel behind one ingress, from start to the last answer. */
@NullMarked
package dev.dromos.router.serve;

import org.jspecify.annotations.NullMarked;
