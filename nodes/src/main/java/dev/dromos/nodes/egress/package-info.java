/** Which addresses steps' servers may have ({@code --egress}). Knows no connection and asks no name server. */
@NullMarked
package dev.dromos.nodes.egress;

import org.jspecify.annotations.NullMarked;
