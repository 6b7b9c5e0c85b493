/** What the process was started with and cannot use. */
@NullMarked
package dev.dromos.nodes.environment;

import org.jspecify.annotations.NullMarked;
