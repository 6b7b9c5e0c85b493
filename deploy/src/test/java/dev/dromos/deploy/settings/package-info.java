@NullMarked
package dev.dromos.deploy.settings;

import org.jspecify.annotations.NullMarked;
