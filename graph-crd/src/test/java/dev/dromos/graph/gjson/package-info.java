/** Tests of GJSON paths against what gjson itself said. */
@NullMarked
package dev.dromos.graph.gjson;

import org.jspecify.annotations.NullMarked;
