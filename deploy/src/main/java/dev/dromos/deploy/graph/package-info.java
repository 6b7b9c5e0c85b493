/** A graph as an API server keeps it, read and judged as everywhere else. */
@NullMarked
package dev.dromos.deploy.graph;

import org.jspecify.annotations.NullMarked;
