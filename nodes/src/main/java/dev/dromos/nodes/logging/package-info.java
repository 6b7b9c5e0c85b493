/** What the nodes' log lines call things. */
@NullMarked
package dev.dromos.nodes.logging;

import org.jspecify.annotations.NullMarked;
