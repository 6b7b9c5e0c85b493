@NullMarked
package dev.dromos.image;

import org.jspecify.annotations.NullMarked;
