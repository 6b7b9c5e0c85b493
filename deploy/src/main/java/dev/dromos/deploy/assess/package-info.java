/** Everything that is known and decided about one graph at one moment, from which its objects and its status follow. */
@NullMarked
package dev.dromos.deploy.assess;

import org.jspecify.annotations.NullMarked;
