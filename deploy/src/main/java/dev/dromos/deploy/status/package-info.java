/** What is said of a graph in its status. */
@NullMarked
package dev.dromos.deploy.status;

import org.jspecify.annotations.NullMarked;
