@NullMarked
package dev.dromos.deploy.assess;

import org.jspecify.annotations.NullMarked;
