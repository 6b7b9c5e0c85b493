/** Objects written in files, in place of those of a cluster. */
@NullMarked
package dev.dromos.deploy.manifest;

import org.jspecify.annotations.NullMarked;
