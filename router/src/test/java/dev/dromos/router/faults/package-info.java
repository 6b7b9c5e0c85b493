/** What must happen when things go wrong: one case a row, its number first in the name that the case shows. */
@NullMarked
package dev.dromos.router.faults;

import org.jspecify.annotations.NullMarked;
