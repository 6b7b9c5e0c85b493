@NullMarked
package dev.dromos.deploy.steps;

import org.jspecify.annotations.NullMarked;
