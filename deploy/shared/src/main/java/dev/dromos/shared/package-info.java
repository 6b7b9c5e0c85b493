/**
 * Feeds a router with the graphs of a cluster. Events are hints that something has changed; what the API server lists is the truth, which is
 * looked at after a hint and from time to time, so that a watch that has died costs time and nothing else.
 */
@NullMarked
package dev.dromos.shared;

import org.jspecify.annotations.NullMarked;
