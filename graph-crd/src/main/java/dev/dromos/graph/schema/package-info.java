/** The records of a graph as schemas: the custom resource definition for the API server, a JSON Schema for editors. */
@NullMarked
package dev.dromos.graph.schema;

import org.jspecify.annotations.NullMarked;
