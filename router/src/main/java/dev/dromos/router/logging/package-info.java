/** Where log lines go and what they look like. */
@NullMarked
package dev.dromos.router.logging;

import org.jspecify.annotations.NullMarked;
