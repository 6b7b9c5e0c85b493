/** A router under steady load: no error, no growth. */
@NullMarked
package dev.dromos.router.load;

import org.jspecify.annotations.NullMarked;
