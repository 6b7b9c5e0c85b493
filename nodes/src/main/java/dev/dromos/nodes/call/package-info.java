/**
 * One call of one step: what goes out, what comes back, how it fails, and the layers around it. Knows Vert.x, not Camel.
 */
@NullMarked
package dev.dromos.nodes.call;

import org.jspecify.annotations.NullMarked;
