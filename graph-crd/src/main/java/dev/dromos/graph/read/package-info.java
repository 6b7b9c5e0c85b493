/** Text (YAML or JSON) to facts, with a line and a column for every path, and every mistake of form reported at once. */
@NullMarked
package dev.dromos.graph.read;

import org.jspecify.annotations.NullMarked;
