/** What must happen when things go wrong: one test case for each row of the list of faults, with the row's number in its name. */
@NullMarked
package dev.dromos.router.faults;

import org.jspecify.annotations.NullMarked;
