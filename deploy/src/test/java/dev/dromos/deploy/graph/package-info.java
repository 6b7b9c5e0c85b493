@NullMarked
package dev.dromos.deploy.graph;

import org.jspecify.annotations.NullMarked;
