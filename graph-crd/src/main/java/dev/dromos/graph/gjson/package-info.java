/** GJSON paths (gjson v1.18): parsed once into a sealed tree, evaluated over bytes in time linear in the document. */
@NullMarked
package dev.dromos.graph.gjson;

import org.jspecify.annotations.NullMarked;
