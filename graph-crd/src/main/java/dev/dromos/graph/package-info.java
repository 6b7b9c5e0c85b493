/** What a graph is once it has been checked: every name resolves, every weight adds up, every path is parsed. */
@NullMarked
package dev.dromos.graph;

import org.jspecify.annotations.NullMarked;
