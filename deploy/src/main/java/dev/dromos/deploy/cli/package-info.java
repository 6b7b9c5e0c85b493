/** The command line of what is deployed: one file a verb. */
@NullMarked
package dev.dromos.deploy.cli;

import org.jspecify.annotations.NullMarked;
