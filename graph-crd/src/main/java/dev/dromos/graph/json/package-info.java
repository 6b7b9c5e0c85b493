/** JSON as bytes: valid or not, walked and written without ever building a tree. */
@NullMarked
package dev.dromos.graph.json;

import org.jspecify.annotations.NullMarked;
