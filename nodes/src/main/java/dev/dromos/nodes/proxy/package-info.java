/** Which proxy is between us and a step, by the rules of Go: what the environment says about it. Knows Vert.x. */
@NullMarked
package dev.dromos.nodes.proxy;

import org.jspecify.annotations.NullMarked;
