/** The `run` command: a graph on a developer's machine, with the models it names. */
@NullMarked
package dev.dromos.router.run;

import org.jspecify.annotations.NullMarked;
