/** A graph's router as objects of a cluster: what is decided, as a record, and what is made of it. */
@NullMarked
package dev.dromos.deploy.router;

import org.jspecify.annotations.NullMarked;
