/** What {@code dromos run} needs of its surroundings: example models to start, files to watch. */
@NullMarked
package dev.dromos.router.run;

import org.jspecify.annotations.NullMarked;
