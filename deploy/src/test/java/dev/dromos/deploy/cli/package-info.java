@NullMarked
package dev.dromos.deploy.cli;

import org.jspecify.annotations.NullMarked;
