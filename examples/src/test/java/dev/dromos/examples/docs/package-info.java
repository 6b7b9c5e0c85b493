/** Holds the documentation to its word: what it says to type is typed, what it says comes out must come out. */
@NullMarked
package dev.dromos.examples.docs;

import org.jspecify.annotations.NullMarked;
