/** From zero to an answer, and back: a router and steps that are started when they are asked for. */
@NullMarked
package dev.dromos.router.zero;

import org.jspecify.annotations.NullMarked;
