/** A run that the JVM learns a start from; nothing else uses it. */
@NullMarked
package dev.dromos.router.training;

import org.jspecify.annotations.NullMarked;
