/** Tests of JSON as bytes, and the texts they are made from. */
@NullMarked
package dev.dromos.graph.json;

import org.jspecify.annotations.NullMarked;
