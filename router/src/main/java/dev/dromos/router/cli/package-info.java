/** The command line: one file per verb. Results go to stdout, talk to stderr; exit 0 good, 1 problems in the input, 2 bad usage, 3 ours. */
@NullMarked
package dev.dromos.router.cli;

import org.jspecify.annotations.NullMarked;
