/** The table of faults: one test case for each row, with its number in its name, and after each the same four questions. */
@NullMarked
package dev.dromos.router.faults;

import org.jspecify.annotations.NullMarked;
