/** What a cluster knows of graphs, asked of a real API server where there is one. */
@NullMarked
package dev.dromos.deploy;

import org.jspecify.annotations.NullMarked;
