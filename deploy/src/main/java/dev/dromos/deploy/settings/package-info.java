/** What an administrator says of all routers, as they are to be and as it was written. */
@NullMarked
package dev.dromos.deploy.settings;

import org.jspecify.annotations.NullMarked;
