@NullMarked
package dev.dromos.deploy.operator;

import org.jspecify.annotations.NullMarked;
