package dev.dromos.graph.read;

import dev.dromos.graph.problem.Position;

/** Where a path stands in the source, and the value there. */
record Place(Position at, Located value) {}
