/** Incidents in virtual time: a scripted server, a load, the real layers, and a report that is committed. */
@NullMarked
package dev.dromos.nodes.simulation;

import org.jspecify.annotations.NullMarked;
