/** The table of faults: a test case for each row, named by it, and after each the same four questions. */
@NullMarked
package dev.dromos.router.faults;

import org.jspecify.annotations.NullMarked;
