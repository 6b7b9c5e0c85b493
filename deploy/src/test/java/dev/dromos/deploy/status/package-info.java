@NullMarked
package dev.dromos.deploy.status;

import org.jspecify.annotations.NullMarked;
