@NullMarked
package dev.dromos.deploy.router;

import org.jspecify.annotations.NullMarked;
