/** What the process was started with, and what of it cannot be used: above all, which proxy is between us and a step. */
@NullMarked
package dev.dromos.nodes.environment;

import org.jspecify.annotations.NullMarked;
